"""The public names of `gikqa.text.citations`, each with its module."""

from .cited_documents import Citation as Citation
from .cited_documents import citations_in as citations_in
from .cited_titles import CitedTitle as CitedTitle
from .cited_titles import CitedTitles as CitedTitles
from .cited_titles import titles_in as titles_in
from .cited_titles import titles_of as titles_of
from .document_numbers import CLOSING as CLOSING
from .document_numbers import OPENING as OPENING
from .document_numbers import PrintedNumber as PrintedNumber
from .document_numbers import number_after as number_after
from .document_numbers import number_at as number_at
from .document_numbers import order_at as order_at
from .instruments import LAND as LAND
from .instruments import Document as Document
from .instruments import Misprint as Misprint
from .instruments import document_of as document_of
from .instruments import document_of_number as document_of_number
from .instruments import misprint_of as misprint_of
from .instruments import words_of as words_of
