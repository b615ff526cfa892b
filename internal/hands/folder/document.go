package folder

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

const (
	// documentBytes bounds a YAML file.
	documentBytes = 1 << 20
	// documentDepth bounds how deep its values nest.
	documentDepth = 32
)

// document is a parsed YAML file: its value, and the row of each path in it.
type document struct {
	value any
	rows  map[string]int // by path, such as dyads[0].a
	body  ast.Node
	wrong []misfit
}

// misfit is one thing wrong at one path of a document.
type misfit struct {
	row         int
	path, value string
	reason      string
}

// parseDocument reads one YAML document. Anchors, aliases, merge keys and tags are
// refused: they hide what a line means, and a few can stand for gigabytes.
func parseDocument(data []byte) (d document) {
	defer func() {
		// The parser is not ours; a document that breaks it is the document's fault.
		if p := recover(); p != nil {
			d = document{wrong: []misfit{{reason: fmt.Sprintf("cannot be parsed as YAML: %v", p)}}}
		}
	}()
	d.rows = map[string]int{}
	if m, bad := unreadable(data); bad {
		d.wrong = append(d.wrong, m)
		return d
	}
	file, err := parser.ParseBytes(bytes.TrimPrefix(data, []byte("\ufeff")), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.wrong = append(d.wrong, syntaxMisfit(err))
		return d
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) != 1 {
		d.wrong = append(d.wrong, misfit{reason: fmt.Sprintf("holds %d YAML documents, expected one", len(bodies))})
		return d
	}
	d.body = bodies[0]
	d.value = d.walk(d.body, "", 0)
	return d
}

// unreadable refuses bytes that are not worth parsing: too many, not UTF-8, or nested
// so deep that parsing them would exhaust the stack.
func unreadable(data []byte) (misfit, bool) {
	switch {
	case len(data) > documentBytes:
		return misfit{reason: "larger than " + "1 MiB"}, true
	case bytes.IndexByte(data, 0) >= 0:
		return misfit{row: 1 + bytes.Count(data[:bytes.IndexByte(data, 0)], []byte("\n")), reason: "contains a NUL byte (UTF-16?); save the file as UTF-8"}, true
	}
	row := 1
	for line := range bytes.Lines(data) {
		if !utf8.Valid(line) {
			return misfit{row: row, reason: "not UTF-8 (Latin-1 or another encoding?); save the file as UTF-8"}, true
		}
		row++
	}
	row = 1
	depth := 0
	for line := range bytes.Lines(data) {
		markers := 0
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			case '-', '?', '&', '*', '!', ':':
				markers++
			}
		}
		if depth > documentDepth || markers > 1000 {
			return misfit{row: row, reason: "values nest too deep"}, true
		}
		row++
	}
	return misfit{}, false
}

// syntaxMisfit takes the message and row out of a parser's error.
func syntaxMisfit(err error) misfit {
	m := misfit{reason: "not valid YAML: " + err.Error()}
	if e, ok := err.(yaml.Error); ok {
		m.reason = "not valid YAML: " + e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			m.row = t.Position.Line
		}
	}
	return m
}

// walk turns a node into a plain value and notes the row of each path.
func (d *document) walk(n ast.Node, path string, depth int) any {
	row := rowOf(n)
	if _, ok := d.rows[path]; !ok {
		d.rows[path] = row
	}
	bad := func(reason string) any {
		d.wrong = append(d.wrong, misfit{row: row, path: path, reason: reason})
		return nil
	}
	if depth > documentDepth {
		return bad("values nest too deep")
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return d.mapping(n.Values, path, depth)
	case *ast.MappingValueNode:
		return d.mapping([]*ast.MappingValueNode{n}, path, depth)
	case *ast.SequenceNode:
		out := make([]any, 0, len(n.Values))
		for i, v := range n.Values {
			out = append(out, d.walk(v, path+"["+strconv.Itoa(i)+"]", depth+1))
		}
		return out
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	case *ast.BoolNode:
		return n.Value
	case *ast.IntegerNode:
		return n.Value
	case *ast.FloatNode:
		return n.Value
	case *ast.InfinityNode, *ast.NanNode:
		return bad("not a number that can be used")
	case *ast.NullNode:
		return nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return bad("anchors, aliases and merge keys are not allowed; write the value out")
	case *ast.TagNode:
		return bad("tags are not allowed; write the plain value")
	case nil:
		return nil
	}
	return bad("not a plain value")
}

// mapping takes keys and values, refusing a key given twice.
func (d *document) mapping(values []*ast.MappingValueNode, path string, depth int) any {
	out := make(map[string]any, len(values))
	for _, v := range values {
		var key string
		switch k := v.Key.(type) {
		case *ast.StringNode:
			key = k.Value
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
			key = k.GetToken().Value
		default:
			d.wrong = append(d.wrong, misfit{row: rowOf(v.Key), path: path,
				reason: "anchors, aliases, merge keys and keys that are not plain words are not allowed"})
			continue
		}
		at := join(path, key)
		if _, twice := out[key]; twice {
			d.wrong = append(d.wrong, misfit{row: rowOf(v.Key), path: at, value: key, reason: "the key is given twice"})
			continue
		}
		d.rows[at] = rowOf(v.Key)
		out[key] = d.walk(v.Value, at, depth+1)
	}
	return out
}

func rowOf(n ast.Node) int {
	if n == nil {
		return 0
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// row returns the row of a path, or of the nearest path above it.
func (d *document) row(path string) int {
	for {
		if r, ok := d.rows[path]; ok {
			return r
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			return d.rows[""]
		}
		path = path[:i]
	}
}
