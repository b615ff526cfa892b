package folder

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"detente/situations"
)

// schema compiles the JSON Schema of situation.yaml once.
var schema = sync.OnceValue(func() *jsonschema.Schema {
	const url = "situation.schema.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(situations.Schema()))
	if err != nil {
		panic("folder: embedded schema: " + err.Error())
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(url, doc); err != nil {
		panic("folder: embedded schema: " + err.Error())
	}
	return c.MustCompile(url)
})

// fits holds the document against the schema and returns one misfit for each fault.
func (d *document) fits() []misfit {
	err := schema().Validate(d.value)
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return nil
	}
	var out []misfit
	d.leaves(v, &out)
	slices.SortStableFunc(out, func(a, b misfit) int { return a.row - b.row })
	return out
}

func (d *document) leaves(v *jsonschema.ValidationError, out *[]misfit) {
	if len(v.Causes) > 0 {
		for _, c := range v.Causes {
			d.leaves(c, out)
		}
		return
	}
	path := d.path(v.InstanceLocation)
	add := func(path, value, reason string) {
		*out = append(*out, misfit{row: d.row(path), path: path, value: value, reason: reason})
	}
	switch k := v.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, p := range k.Properties {
			add(join(path, p), p, "unknown key; the keys are described in situation.schema.json")
		}
	case *kind.Required:
		for _, p := range k.Missing {
			add(join(path, p), "", "is missing")
		}
	case *kind.Type:
		add(path, "", fmt.Sprintf("is %s, expected %s", article(k.Got), strings.Join(k.Want, " or ")))
	case *kind.Enum:
		add(path, fmt.Sprint(k.Got), "not one of "+listOf(k.Want))
	case *kind.Format:
		add(path, fmt.Sprint(k.Got), "not a date of the form YYYY-MM-DD")
	case *kind.Pattern:
		add(path, k.Got, "has not the form the schema asks for: "+k.Want)
	case *kind.MinLength:
		add(path, "", "is empty")
	case *kind.MinItems:
		add(path, "", fmt.Sprintf("has %d entries, at least %d are needed", k.Got, k.Want))
	case *kind.MaxItems:
		add(path, "", fmt.Sprintf("has %d entries, at most %d are allowed", k.Got, k.Want))
	default:
		add(path, "", v.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
	}
}

// path writes an instance location the way the other faults do: dyads[0].a.
func (d *document) path(location []string) string {
	path := ""
	for _, p := range location {
		if _, err := strconv.Atoi(p); err == nil {
			if _, ok := d.rows[path+"["+p+"]"]; ok {
				path += "[" + p + "]"
				continue
			}
		}
		path = join(path, p)
	}
	return path
}

func article(t string) string {
	switch t {
	case "null":
		return "empty"
	case "array", "integer", "object":
		return "an " + t
	}
	return "a " + t
}

func listOf(values []any) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = fmt.Sprint(v)
	}
	return strings.Join(parts, ", ")
}
