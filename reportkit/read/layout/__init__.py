"""Characters and ruling lines of pages → paragraphs and tables, whether a PDF has them or they were made out in a picture.

content          what stands on a page, as arrays
lattice, pieces  ruling lines to the cells of tables, and what is printed in them
lines            characters to lines of text
stream, unruled  lines to tables without rules, by their figures (unruled_columns, unruled_rows)
paragraphs       lines to paragraphs, over pages
pages            all of it together
"""
