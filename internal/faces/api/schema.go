package api

import (
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/words/figure"
)

// registry names the schemas of the OpenAPI document. Answers keep their own names; a
// type of another package is prefixed with it, since two packages may use one noun.
func registry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		name := huma.DefaultSchemaNamer(t, hint)
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		switch pkg := path.Base(t.PkgPath()); pkg {
		case "desk", "api", "huma", ".", "":
			return name
		default:
			return strings.ToUpper(pkg[:1]) + pkg[1:] + name
		}
	})
	// An unknown count is null.
	r.RegisterTypeAlias(reflect.TypeFor[figure.Count](), reflect.TypeFor[*int64]())
	return r
}
