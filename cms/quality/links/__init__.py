"""Links of public contents: found, looked up within the site, asked for elsewhere."""
