package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/intake"
)

// read gives what a stream holds, each report as "id|day|text" and each fault as "! reason".
func read(t testing.TB, text string) []string {
	t.Helper()
	var out []string
	err := intake.Read(strings.NewReader(text), "-", intake.Defaults{}, func(i intake.Item, fault error) error {
		if fault != nil {
			out = append(out, "! "+fault.Error())
			return nil
		}
		day := ""
		if i.Published.IsSet() {
			day = i.Published.String()
		}
		out = append(out, i.ID+"|"+day+"|"+i.Text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRead(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"plain", "A blast hit a van.", "-||A blast hit a van."},
		{"empty", " \n", "! -: the file is empty"},
		{"broken UTF-8", "a \xff b", "-||a \uFFFD b"},
		{"binary", "a\x00b", "! -: not text"},
		{"pdf", "%PDF-1.7 ...", "! -: this PDF is broken: it ends early"},
		{"items", "{\"id\":\"x\",\"published\":\"2025-01-02\",\"text\":\"t\"}\n{bad\n{\"text\":\"u\"}", "x|2025-01-02|t\n! -:2: not an item: invalid character 'b' looking for beginning of object key string\n-:3||u"},
		{"items after a mark", "\uFEFF{\"id\":\"x\",\"text\":\"t\"}", "x||t"},
		{"UTF-16", "\xff\xfeA\x00 \x00b\x00l\x00a\x00s\x00t\x00", "-||A blast"},
		{"half a UTF-16", "\xfe\xff\x00A\x00", "-||A\uFFFD"},
		{"bidi controls", "A \u202eblast\u202c hit.", "-||A \u202eblast\u202c hit."},
		{"another encoding", "<html><meta charset=windows-1252><body><p>The \x93attack\x94 in the town was on Monday.</p></body></html>", "-||The “attack” in the town was on Monday."},
		{"a feed in another encoding", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><guid>g</guid><description>Caf\xe9 hit.</description></item></channel></rss>", "g||Café hit."},
		{"a feed in no encoding", "<?xml version=\"1.0\" encoding=\"x-none\"?><rss><channel><item><guid>g</guid><description>Caf\xe9 hit.</description></item></channel></rss>", `! -: feed: xml: opening charset "x-none": unsupported charset: "x-none"`},
		{"an item's day", `{"id":"x","published":"yesterday","text":"t"}`, "! -:1: published: "},
		{"html", `<html><head><meta property="article:published_time" content="2025-03-04T10:00:00Z"><script>var p = "<p>not this text at all</p>"</script></head>
<body><nav><p>Home and many other links of this site</p></nav><div><p>Gunmen stormed a post on Monday, police said.</p><p>Three people were hurt in the attack.</p></div></body></html>`,
			"-|2025-03-04|Gunmen stormed a post on Monday, police said.\n\nThree people were hurt in the attack."},
		{"a page of scripts", `<html><script>x</script></html>`, "! -: no running text in this page"},
		{"rss", `<?xml version="1.0"?><rss><channel><item><guid>g1</guid><title>T</title><description>&lt;p&gt;A bomb went off.&lt;/p&gt;</description><pubDate>Tue, 04 Mar 2025 10:00:00 +0500</pubDate></item></channel></rss>`,
			"g1|2025-03-04|A bomb went off."},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a1</id><updated>2025-03-04T01:00:00Z</updated><summary>Talks were held.</summary></entry></feed>`, "a1|2025-03-04|Talks were held."},
		{"an empty feed", `<rss><channel></channel></rss>`, "! -: a feed without entries"},
	} {
		if got := strings.Join(read(t, x.in), "\n"); got != x.want && !(x.name == "an item's day" && strings.HasPrefix(got, x.want)) {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

func TestWhoPublished(t *testing.T) {
	for in, want := range map[string]string{
		`{"text":"t","publisher":"Example\n News"}`: "Example News",
		`{"text":"t"}`: "",
		`{"text":"t","publisher":"` + strings.Repeat("x", 200) + `"}`:                                                                             "",
		`<html><meta property="og:site_name" content="Example News"><body><p>Gunmen stormed a post on Monday, police said.</p></body></html>`:     "Example News",
		`<rss><channel><title>Example Wire</title><item><title>A blast</title><description>A bomb went off.</description></item></channel></rss>`: "Example Wire",
		`<feed><entry><title>A blast</title><summary>Talks were held.</summary></entry></feed>`:                                                   "",
		"A blast hit a van.": "",
	} {
		err := intake.Read(strings.NewReader(in), "-", intake.Defaults{}, func(i intake.Item, fault error) error {
			if i.Publisher != want {
				t.Errorf("%.60s: %q, want %q", in, i.Publisher, want)
			}
			return fault
		})
		if err != nil {
			t.Errorf("%.60s: %v", in, err)
		}
	}
}

func TestALineOfManyMegabytesIsNamedAndPassedOver(t *testing.T) {
	got := read(t, `{"id":"a","text":"`+strings.Repeat("x", intake.MaxItem)+"\"}\n"+`{"id":"b","text":"ok"}`)
	if len(got) != 2 || got[0] != "! -:1: longer than 4 MB" || got[1] != "b||ok" {
		t.Errorf("%.80q", got)
	}
	if got := read(t, strings.Repeat("x ", intake.MaxItem)); len(got) != 1 || !strings.HasPrefix(got[0], "! -: longer than 4 MB") {
		t.Errorf("%.80q", got)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b.txt": "two", "a.txt": "one", ".hidden": "no"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	if err := intake.Read(nil, dir, intake.Defaults{}, func(i intake.Item, fault error) error {
		got = append(got, filepath.Base(i.ID)+"="+i.Text)
		return fault
	}); err != nil {
		t.Fatal(err)
	}
	if strings.Join(got, " ") != "a.txt=one b.txt=two" {
		t.Errorf("got %q", got)
	}
	if err := intake.Read(nil, t.TempDir(), intake.Defaults{}, nil); err == nil {
		t.Error("an empty folder is not said to be empty")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<html><p>a</p>")
	f.Add("{\"text\":1}")
	f.Add("<rss><item>")
	f.Fuzz(func(t *testing.T, s string) { read(t, s) })
}
