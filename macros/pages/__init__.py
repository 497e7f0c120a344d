"""L’adaptateur MkDocs : crochets, pages tirées des fiches."""
