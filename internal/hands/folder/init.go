package folder

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"unicode"

	"github.com/goccy/go-yaml"

	"detente/internal/words/calendar"
	"detente/internal/words/situation"
	"detente/situations"
)

// ErrNotEmpty is returned by Init for a folder that holds anything.
var ErrNotEmpty = errors.New("the folder is not empty")

//go:embed template/*.tmpl
var templates embed.FS

// Blank is what Init writes into an empty situation.
type Blank struct {
	ID    string        // without one, made from the folder's name
	Title string        // without one, the id
	Today calendar.Date // the first day of release
}

// Init writes a commented, empty situation folder: situation.yaml, each table with its
// header, the schema, the description of the tables and a README. The folder is made if
// need be. It returns ErrNotEmpty, and touches nothing, when the folder holds anything.
func Init(dir string, b Blank) error {
	entries, err := os.ReadDir(dir)
	switch {
	case err == nil && len(entries) > 0:
		return fmt.Errorf("%w: %s", ErrNotEmpty, dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if b.ID == "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		b.ID = slug(filepath.Base(abs))
	}
	if b.Title = oneLine(b.Title); b.Title == "" {
		b.Title = b.ID
	}
	files, err := blankFiles(b)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i, f := range files {
		if err := writeNew(filepath.Join(dir, f.name), f.data); err != nil {
			for _, done := range files[:i] {
				_ = os.Remove(filepath.Join(dir, done.name))
			}
			return err
		}
	}
	return nil
}

type blankFile struct {
	name string
	data []byte
}

// blankFiles renders every file of an empty situation.
func blankFiles(b Blank) ([]blankFile, error) {
	set, err := template.New("").Funcs(template.FuncMap{"yaml": scalar}).ParseFS(templates, "template/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("folder: templates: %w", err)
	}
	data := struct {
		Blank
		Thresholds situation.Thresholds
	}{b, situation.Default()}
	var files []blankFile
	for _, name := range []string{situationFile, "README.md"} {
		var out bytes.Buffer
		if err := set.ExecuteTemplate(&out, name+".tmpl", data); err != nil {
			return nil, fmt.Errorf("folder: templates: %w", err)
		}
		files = append(files, blankFile{name, out.Bytes()})
	}
	files = append(files, blankFile{"situation.schema.json", situations.Schema()}, blankFile{"tables.md", situations.Tables()})
	for _, t := range tables {
		files = append(files, blankFile{t.name, []byte(t.header())})
	}
	return files, nil
}

// writeNew writes a file that is not there yet, and leaves none behind when it fails.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(name)
	}
	return err
}

// scalar writes a text as one YAML value on one line.
func scalar(s string) (string, error) {
	out, err := yaml.MarshalWithOptions(s, yaml.JSON())
	return strings.TrimSpace(string(out)), err
}

// oneLine takes line breaks and control characters out of a title.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// slug turns a name into small letters, digits and hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	out := strings.Trim(b.String(), "-")
	if len(out) > 64 {
		out = strings.Trim(out[:64], "-")
	}
	if out == "" {
		return "situation"
	}
	return out
}
