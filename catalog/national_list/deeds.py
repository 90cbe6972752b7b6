"""What is recorded of the lists taken in."""

from acts.deeds import deed
from kit.deeds import Noun

CATALOGUE = Noun("catalogue", "药品目录", key="")

IMPORT = deed(CATALOGUE, "import", "已导入国家目录", demand="catalogue.import")
