// 一个工作日：领令牌、核验、查处方、试算、结算、应答丢失、撤销。Java 11 以上，不用其他库。
//   export BASE=https://... CLIENT_ID=... CLIENT_SECRET=... RXNO=... PSN_NO=... PRICE=... CODES=码1
//   java Day.java

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Day {
    static final String BASE = System.getenv("BASE");
    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    static String token = "";

    // 发送一次请求。JSON 一律以 UTF-8 编码；不要用 GBK，也不要带 BOM。
    static HttpResponse<String> send(String method, String path, String body, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(BASE + path)).timeout(Duration.ofSeconds(20));
        request.header("Authorization", "Bearer " + token);
        if (!key.isEmpty()) request.header("Idempotency-Key", key);
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        HttpRequest.BodyPublisher content = body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpResponse<String> answer = CLIENT.send(request.method(method, content).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() >= 400)
            System.out.println(field(answer.body(), "code") + " " + field(answer.body(), "detail")
                + " 请求编号 " + answer.headers().firstValue("X-Request-Id").orElse(""));
        return answer;
    }

    // 从应答里取一个字段；正式的程序请用 JSON 库。
    static String field(String json, String name) {
        Matcher match = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        return match.find() ? match.group(1) : "";
    }

    public static void main(String[] arguments) throws Exception {
        String rxno = System.getenv("RXNO"), person = System.getenv("PSN_NO");
        String price = System.getenv("PRICE"), code = System.getenv("CODES");

        // 1. 领取令牌，十分钟有效。密钥放在表单里，不放在地址里。
        String form = "grant_type=client_credentials"
            + "&client_id=" + URLEncoder.encode(System.getenv("CLIENT_ID"), StandardCharsets.UTF_8)
            + "&client_secret=" + URLEncoder.encode(System.getenv("CLIENT_SECRET"), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + "/api/v1/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        token = field(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body(), "access_token");

        // 2. 待遇核验：能不能支付，还剩多少限额。
        String benefits = send("POST", "/api/v1/benefit-checks", "{\"psn_no\":\"" + person + "\"}", "").body();
        System.out.println("享受待遇 " + field(benefits, "active"));

        // 3. 患者在场时，查他在本机构可结算的处方；或按处方流水号查一张。
        send("POST", "/api/v1/prescription-searches", "{\"psn_no\":\"" + person + "\",\"mdtrt_cert_type\":\"02\"}", "");
        String prescription = send("GET", "/api/v1/prescriptions/" + rxno, "", "").body();

        // 4. 买一盒。金额、数量和代码一律是文本；天数是整数。
        String sale = "{\"rxno\":\"" + rxno + "\",\"psn_no\":\"" + person + "\",\"mdtrt_cert_type\":\"02\",\"med_type\":\"41\","
            + "\"medfee_sumamt\":\"" + price + "\",\"drugdetail\":[{\"feedetl_sn\":\"1\","
            + "\"med_list_codg\":\"" + field(prescription, "med_list_codg") + "\",\"cnt\":\"1\",\"pric\":\"" + price + "\","
            + "\"det_item_fee_sumamt\":\"" + price + "\",\"prd_days\":" + field(prescription, "prd_days") + ","
            + "\"drug_trac_info\":[{\"drug_trac_codg\":\"" + code + "\"}]}]}";

        // 5. 试算，不保存。
        System.out.println("个人负担 " + field(send("POST", "/api/v1/settlements/preview", sale, "").body(), "psn_part_amt"));

        // 6. 结算。幂等键由收银系统生成并保存，同一笔生意永远用同一个。
        String settled = send("POST", "/api/v1/settlements", sale, "java-" + rxno).body();
        String number = field(settled, "setl_id");
        System.out.println("结算编号 " + number);

        // 7. 应答丢失：原样再发，得到同一个应答；或者按幂等键查询。
        HttpResponse<String> again = send("POST", "/api/v1/settlements", sale, "java-" + rxno);
        System.out.println("重发得到同一应答 " + again.headers().firstValue("Idempotent-Replayed").orElse("")
            + " " + again.body().equals(settled));
        String found = send("GET", "/api/v1/settlements?key=java-" + rxno, "", "").body();
        System.out.println("按键查到 " + field(found, "setl_id"));

        // 8. 撤销：整笔一次，用自己的幂等键。
        String path = "/api/v1/settlements/" + number + "/reversal";
        String reversal = send("POST", path, "{\"reason\":\"entered_wrongly\"}", "java-back-" + rxno).body();
        System.out.println("撤销金额 " + field(reversal, "medfee_sumamt"));
    }
}
