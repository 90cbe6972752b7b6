"""What is recorded of a list that a job writes into a file."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

EXPORT_FILE = Noun("export_file", "导出文件", area="area_id")

ASK = deed(EXPORT_FILE, "ask", "已申请导出", detail="{after}")
WRITE = deed(EXPORT_FILE, "write", "文件已生成", detail="{after} 条", tone=Tone.FINE)
TAKE = deed(EXPORT_FILE, "take", "已下载", detail="{after} 条")
DISCARD = deed(EXPORT_FILE, "discard", "已删除")
EXPIRE = deed(EXPORT_FILE, "expire", "过保留期，文件已清除")
