"""What is recorded of alerts."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

ALERT = Noun("alert", "预警", area="area", page="supervision:alert")

DISMISS = deed(ALERT, "dismiss", "已处理", detail="{after}", tone=Tone.FINE, demand="alert.dismiss")
URGE = deed(ALERT, "urge", "已督办", tone=Tone.SOON)
CLEAR = deed(ALERT, "clear", "原因已消除，自行关闭", tone=Tone.FINE)

# Of what an alert speaks besides things that have events of their own.
FIGURE = Noun("figure", "支付所需的数字", key="")
POLICY = Noun("policy", "政策参数", key="")
JOB = Noun("job", "定时任务", key="")
