"""One file a format: bytes in, `Content` out (text with one paragraph a line, and where it came from).

No reader touches the disk or the network; ``loaders.reading`` does the first, nobody the second. The
libraries of the formats are imported inside the readers, so that a start that reads nothing, or only
plain text, does not wait for them.

Tables become one line a row, their cells separated by a TAB. A cell's own line ends become blanks. A
cell merged downwards repeats its words in every row that it covers, so that each row says all that it
states; a cell merged across stands once and leaves the cells after it empty. A row whose first cell is
empty starts with ``EMPTY_CELL``, because blanks at the start of a line are dropped later.
"""
