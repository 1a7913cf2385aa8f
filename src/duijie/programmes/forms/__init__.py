"""Forms of applications as data: pages, workbooks, prints and the API are made from one definition."""
