"""What is recorded of drugs."""

from acts.deeds import deed
from kit.deeds import Noun

DRUG = Noun("drug", "药品", page="catalog:drug")

REGISTER = deed(DRUG, "register", "已登记", demand="drug.register")
DESCRIBE = deed(DRUG, "describe", "已登记目录内容", detail="{after}", demand="drug.describe")
CORRECT = deed(DRUG, "correct", "已更正目录内容", detail="{after}", demand="drug.describe")
AGREE = deed(DRUG, "agree", "已登记国家协议期", detail="{after}", demand="drug.agree")
