"""What `./run test` and the tests themselves need to check this repository. Not part of the product."""
