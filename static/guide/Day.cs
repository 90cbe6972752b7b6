// 一个工作日：领令牌、核验、查处方、试算、结算、应答丢失、撤销。.NET 6 以上，不用其他库。
//   设环境变量 BASE、CLIENT_ID、CLIENT_SECRET、RXNO、PSN_NO、PRICE、CODES，放进控制台项目后 dotnet run

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new Exception("缺少环境变量 " + name);
string rxno = Setting("RXNO"), person = Setting("PSN_NO"), price = Setting("PRICE");
string[] codes = Setting("CODES").Split(',');
using var client = new HttpClient { BaseAddress = new Uri(Setting("BASE")), Timeout = TimeSpan.FromSeconds(20) };

// 发送一次请求。JSON 一律以 UTF-8 编码，不带 BOM；不要用 GBK。
async Task<(HttpResponseMessage answer, JsonElement content)> Send(
    HttpMethod method, string path, object? body = null, string key = "")
{
    var request = new HttpRequestMessage(method, path);
    if (key != "") request.Headers.Add("Idempotency-Key", key);
    if (body != null)
    {
        request.Content = new StringContent(JsonSerializer.Serialize(body), new UTF8Encoding(false), "application/json");
    }
    var answer = await client.SendAsync(request);
    var content = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    if (!answer.IsSuccessStatusCode)
    {
        Console.WriteLine($"{content.GetProperty("code")} {content.GetProperty("detail")}");
        Console.WriteLine($"请求编号 {content.GetProperty("instance")}");
    }
    return (answer, content);
}

// 1. 领取令牌，十分钟有效。密钥放在表单里，不放在地址里。
var form = new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "client_credentials",
    ["client_id"] = Setting("CLIENT_ID"),
    ["client_secret"] = Setting("CLIENT_SECRET"),
});
var token = JsonDocument.Parse(await (await client.PostAsync("/api/v1/token", form)).Content.ReadAsStringAsync()).RootElement;
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());

// 2. 待遇核验：能不能支付，还剩多少限额。
var (_, benefits) = await Send(HttpMethod.Post, "/api/v1/benefit-checks", new { psn_no = person });
Console.WriteLine($"享受待遇 {benefits.GetProperty("active")}");

// 3. 患者在场时，查他在本机构可结算的处方；或按处方流水号查一张。
await Send(HttpMethod.Post, "/api/v1/prescription-searches", new { psn_no = person, mdtrt_cert_type = "02" });
var (_, prescription) = await Send(HttpMethod.Get, "/api/v1/prescriptions/" + rxno);
var line = prescription.GetProperty("drugdetail")[0];

// 4. 金额、数量和代码一律是文本，用 decimal 计算，不用 double；天数是整数。
var total = (decimal.Parse(price, CultureInfo.InvariantCulture) * codes.Length).ToString("0.00", CultureInfo.InvariantCulture);
var sale = new
{
    rxno = rxno,
    psn_no = person,
    mdtrt_cert_type = "02",
    med_type = "41",
    medfee_sumamt = total,
    drugdetail = new[]
    {
        new
        {
            feedetl_sn = "1",
            med_list_codg = line.GetProperty("med_list_codg").GetString(),
            cnt = codes.Length.ToString(),
            pric = price,
            det_item_fee_sumamt = total,
            prd_days = line.GetProperty("prd_days").GetInt32(),
            drug_trac_info = codes.Select(code => new { drug_trac_codg = code }).ToArray(),
        },
    },
};

// 5. 试算，不保存。
var (_, preview) = await Send(HttpMethod.Post, "/api/v1/settlements/preview", sale);
Console.WriteLine($"个人负担 {preview.GetProperty("psn_part_amt")}");

// 6. 结算。幂等键由收银系统生成并保存，同一笔生意永远用同一个。
var (_, settled) = await Send(HttpMethod.Post, "/api/v1/settlements", sale, "cs-" + rxno);
var number = settled.GetProperty("setl_id").GetString();
Console.WriteLine($"结算编号 {number}");

// 7. 应答丢失：原样再发，得到同一个应答；或者按幂等键查询。
var (again, _) = await Send(HttpMethod.Post, "/api/v1/settlements", sale, "cs-" + rxno);
Console.WriteLine($"重发得到同一应答 {again.Headers.Contains("Idempotent-Replayed")}");
var (_, found) = await Send(HttpMethod.Get, "/api/v1/settlements?key=cs-" + rxno);
Console.WriteLine($"按键查到 {found.GetProperty("setl_id")}");

// 8. 撤销：整笔一次，用自己的幂等键。
var back = new { reason = "entered_wrongly" };
var (_, reversal) = await Send(HttpMethod.Post, $"/api/v1/settlements/{number}/reversal", back, "cs-back-" + rxno);
Console.WriteLine($"撤销金额 {reversal.GetProperty("medfee_sumamt")}");
