"""L’adaptateur MkDocs : crochets, pages tirées des fiches, texte des pages écrites à la main."""
