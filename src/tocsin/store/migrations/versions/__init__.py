"""One script a revision, oldest first in ``tocsin.store.schema.REVISIONS``."""
