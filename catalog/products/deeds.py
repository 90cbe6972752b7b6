"""What is recorded of manufacturers and their products."""

from acts.deeds import deed
from kit.deeds import Noun

MANUFACTURER = Noun("manufacturer", "生产企业")
PRODUCT = Noun("product", "产品", page="catalog:product")

REGISTER_MANUFACTURER = deed(MANUFACTURER, "register", "已登记")
REGISTER = deed(PRODUCT, "register", "已登记", demand="product.register")
DESCRIBE = deed(PRODUCT, "describe", "已登记产品说明", detail="{after}", demand="product.describe")
CORRECT = deed(PRODUCT, "correct", "已更正产品说明", detail="{after}", demand="product.describe")
