"""What is recorded of the packs that may be sold without a code."""

from acts.deeds import deed
from kit.deeds import Noun
from kit.pages.parts import Tone

UNCODED_PRODUCT = Noun("uncoded_product", "无码药品", key="product_id")
UNCODED_STOCK = Noun("uncoded_stock", "无码库存")

LIST = deed(UNCODED_PRODUCT, "list", "已列入无码库", detail="{after}", tone=Tone.SOON, demand="uncoded_product.list")
END = deed(UNCODED_PRODUCT, "end", "已移出无码库", detail="{after}", demand="uncoded_product.end")
DECLARE = deed(UNCODED_STOCK, "declare", "已申报无码库存", detail="{after}", demand="uncoded_stock.declare")
