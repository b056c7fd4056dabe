"""What is kept: ``tocsin.store.writer`` appends records, ``tocsin.store.view`` reads them.

Nothing is imported here, so that whoever reads loads no writer.
"""
