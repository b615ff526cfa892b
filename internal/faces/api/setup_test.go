package api_test

import "testing/fstest"

var nothing = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>page</title>")}}
