"""What the catalogue refuses, and on which article."""

from kit.errors import WrongState


class ProductTaken(WrongState):
    code = "PRODUCT_TAKEN"
    message = "编码为 {number} 的产品已登记。"
