"""What is taken in, how far it is, and what becomes of a line."""

from kit.words import Word


class ImportKind(Word):
    NATIONAL_LIST = "national_list", "国家目录"
    PRODUCTS = "products", "产品与价格"


class ImportState(Word):
    MATCHING = "matching", "待核对列名"
    COMPARING = "comparing", "正在比对"
    COMPARED = "compared", "待确认导入"
    TAKING = "taking", "正在导入"
    TAKEN = "taken", "导入完成"


class LineKind(Word):
    NEW = "new", "新增"
    ALTERED = "altered", "变更"
    GONE = "gone", "表中没有"
    WRONG = "wrong", "有误"
    SAME = "same", "不变"
