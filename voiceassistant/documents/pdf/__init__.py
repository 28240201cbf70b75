"""PDF: pages taken apart into what is read and what stands beside it.

pages    characters, pictures and rules of a page (PDFium) ──┐
scanned  the same as seen in its picture (tesseract) ────────┴► layout: furniture, figures, columns, tables,
         footnotes, paragraphs ─► joining: lines become texts ─► document: sections
"""

from voiceassistant.documents.pdf.document import open_pdf as open_pdf
