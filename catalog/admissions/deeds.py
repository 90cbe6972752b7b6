"""What is recorded of a product's admission."""

from acts.deeds import deed
from catalog.products.deeds import PRODUCT
from kit.pages.parts import Tone

ADMIT = deed(PRODUCT, "admit", "已准入", detail="准入期 {after}", tone=Tone.FINE, demand="product.admit")
END = deed(
    PRODUCT, "end_admission", "已退出", detail="准入期改为 {after}", tone=Tone.OVER, demand="product.end_admission"
)
