"""What is recorded of a product's prices."""

from acts.deeds import deed
from catalog.products.deeds import PRODUCT

SET_STANDARD = deed(PRODUCT, "set_standard", "已设定支付标准", detail="{after} 元/包", demand="product.set_standard")
TAKE_OVER_STANDARD = deed(
    PRODUCT, "take_over_standard", "已登记国家支付标准", detail="{after} 元/包", demand="product.take_over_standard"
)
SET_LISTED_PRICE = deed(
    PRODUCT, "set_listed_price", "已登记挂网价", detail="{after} 元/包", demand="product.set_listed_price"
)
