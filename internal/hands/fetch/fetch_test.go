package fetch_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/fetch"
)

var ctx = context.Background()

// upstream is a service that speaks the documented protocol and fails as it is told: each answer
// takes the next fault of the list, if there is one.
type upstream struct {
	*httptest.Server
	faults []string
	asked  []string
	waits  []time.Duration
	moves  int // how often the total changes on the way
	token  string
}

func newUpstream(t *testing.T, faults ...string) *upstream {
	u := &upstream{faults: faults, token: "good"}
	mux := http.NewServeMux()
	mux.HandleFunc("/gedevents/25.1", u.guard(u.ucdp))
	mux.HandleFunc("/oauth/token", u.oauth)
	mux.HandleFunc("/api/acled/read", u.guard(u.acled))
	mux.HandleFunc("/api/deleted/read", u.guard(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"success":true,"data":[{"event_id_cnty":"AFG1","deleted_timestamp":1},{"event_id_cnty":"AFG2","deleted_timestamp":2}]}`)
	}))
	mux.HandleFunc("/file.zip", u.guard(u.file))
	mux.HandleFunc("/gdeltv2/masterfilelist.txt", func(w http.ResponseWriter, _ *http.Request) {
		sum := md5.Sum(content)
		for _, name := range []string{"20240101000000.export.CSV.zip", "20240101000000.mentions.CSV.zip", "20240102000000.export.CSV.zip", "20240103000000.export.CSV.zip"} {
			fmt.Fprintf(w, "%d %s %s/file.zip?%s/%s\n", len(content), hex.EncodeToString(sum[:]), u.URL, "x=", name)
		}
	})
	u.Server = httptest.NewServer(mux)
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) client() *fetch.Client {
	c := fetch.New("test")
	c.Wait = func(_ context.Context, d time.Duration) error { u.waits = append(u.waits, d); return nil }
	return c
}

// guard plays the next fault, else answers.
func (u *upstream) guard(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		u.asked = append(u.asked, r.URL.RequestURI())
		fault := ""
		if len(u.faults) > 0 {
			fault, u.faults = u.faults[0], u.faults[1:]
		}
		switch fault {
		case "":
			answer(w, r)
		case "cut":
			w.Header().Set("Content-Length", "100000")
			_, _ = w.Write([]byte(`{"TotalCount":`))
		case "429":
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case "html":
			fmt.Fprint(w, "<html>maintenance</html>")
		default:
			n, _ := strconv.Atoi(fault)
			w.WriteHeader(n)
		}
	}
}

// ucdp answers with five events in pages of two, whatever page size is asked for.
func (u *upstream) ucdp(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Ucdp-Access-Token") != "good" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	total := 5
	if page == 1 && u.moves > 0 {
		u.moves--
		total = 6
	}
	var rows []string
	for i := 2 * page; i < min(5, 2*page+2); i++ {
		rows = append(rows, fmt.Sprintf(`{"id":%d,"side_a":"A, \"B\"","best":%d,"where_description":null}`, i+1, i))
	}
	fmt.Fprintf(w, `{"TotalCount":%d,"TotalPages":3,"Result":[%s]}`, total, strings.Join(rows, ","))
}

func (u *upstream) oauth(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("username") != "me" || r.FormValue("password") != "secret" || r.FormValue("grant_type") != "password" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":86400}`, u.token)
}

func (u *upstream) acled(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer good" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	var rows []string
	for i := 2 * (page - 1); i < min(3, 2*page); i++ {
		rows = append(rows, fmt.Sprintf(`{"event_id_cnty":"AFG%d","fatalities":%d}`, i+1, i))
	}
	fmt.Fprintf(w, `{"status":200,"success":true,"total_count":3,"data":[%s]}`, strings.Join(rows, ","))
}

var content = bytes.Repeat([]byte("some bytes of a file\n"), 4000)

func (u *upstream) file(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"v1"`)
	http.ServeContent(w, r, "", time.Unix(1, 0), bytes.NewReader(content))
}

func (u *upstream) askUCDP(t *testing.T, token string) (string, error) {
	t.Helper()
	c := u.client()
	c.Header.Set("x-ucdp-access-token", token)
	o, err := fetch.UCDP(ctx, c, fetch.Folder{Root: t.TempDir()}, u.URL, "25.1", url.Values{"Country": {"770"}})
	if err != nil {
		return "", err
	}
	data, rerr := os.ReadFile(o.Path)
	if rerr != nil {
		t.Fatal(rerr)
	}
	return string(data), nil
}

const events = "best,id,side_a,where_description\n0,1,\"A, \"\"B\"\"\",\n1,2,\"A, \"\"B\"\"\",\n2,3,\"A, \"\"B\"\"\",\n3,4,\"A, \"\"B\"\"\",\n4,5,\"A, \"\"B\"\"\",\n"

// Whatever goes wrong on the way, what comes out is the whole table or an error.
func TestPagesOfUCDP(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults []string
		moves  int
		token  string
		want   error
	}{
		{"well", nil, 0, "good", nil},
		{"errors that pass", []string{"500", "cut", "", "429", "503"}, 0, "good", nil},
		{"totals that change once", nil, 1, "good", nil},
		{"totals that change each time", nil, 9, "good", fetch.ErrChanged},
		{"a bad token", nil, 0, "bad", fetch.ErrToken},
		{"access denied", []string{"", "403"}, 0, "good", fetch.ErrDenied},
		{"no such version", []string{"404"}, 0, "good", fetch.ErrMissing},
		{"errors that stay", slices.Repeat([]string{"500"}, 9), 0, "good", fetch.ErrGone},
	} {
		u := newUpstream(t, c.faults...)
		u.moves = c.moves
		got, err := u.askUCDP(t, c.token)
		if !errors.Is(err, c.want) || c.want == nil && (err != nil || got != events) {
			t.Errorf("%s: %v\n%s", c.name, err, got)
		}
		if !strings.Contains(u.asked[0], "Country=770") || !strings.Contains(u.asked[0], "page=0") {
			t.Errorf("%s: asked %v", c.name, u.asked)
		}
	}
	if _, err := newUpstream(t, "html").askUCDP(t, "good"); err == nil {
		t.Error("a page of HTML is taken for an answer")
	}
}

func TestBacksOffAsLongAsItIsAsked(t *testing.T) {
	u := newUpstream(t, "500", "500", "429", "500")
	if _, err := u.askUCDP(t, "good"); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{time.Second, 2 * time.Second, 7 * time.Second, 8 * time.Second}; !slices.Equal(u.waits, want) {
		t.Errorf("waited %v, want %v", u.waits, want)
	}
}

func (u *upstream) acledOf(t *testing.T, password string) *fetch.ACLED {
	return &fetch.ACLED{Client: u.client(), Folder: fetch.Folder{Root: t.TempDir()}, Base: u.URL, User: "me", Password: password, Limit: 2}
}

func TestEventsAndDeletionsOfACLED(t *testing.T) {
	u := newUpstream(t, "", "429", "cut")
	o, err := u.acledOf(t, "secret").Events(ctx, url.Values{"country": {"Afghanistan"}})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(o.Path)
	if want := "event_id_cnty,fatalities\nAFG1,0\nAFG2,1\nAFG3,2\n"; err != nil || string(data) != want {
		t.Errorf("%q, %v", data, err)
	}
	a := newUpstream(t).acledOf(t, "secret")
	a.Limit = 5
	ids, err := a.Deleted(ctx, nil)
	if err != nil || !slices.Equal(ids, []string{"AFG1", "AFG2"}) {
		t.Errorf("%v, %v", ids, err)
	}
}

// A wrong password, an expired token and a denied access are three things.
func TestRefusalsOfACLED(t *testing.T) {
	if _, err := newUpstream(t).acledOf(t, "wrong").Events(ctx, nil); !errors.Is(err, fetch.ErrToken) {
		t.Errorf("a wrong password: %v", err)
	}
	denied := newUpstream(t, "403")
	_, err := denied.acledOf(t, "secret").Events(ctx, nil)
	if !errors.Is(err, fetch.ErrDenied) || errors.Is(err, fetch.ErrToken) {
		t.Errorf("a denied access: %v", err)
	}
	if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "good") {
		t.Errorf("the error tells a secret: %v", err)
	}
	// A token that ran out is renewed once.
	if _, err := newUpstream(t, "", "401").acledOf(t, "secret").Events(ctx, nil); err != nil {
		t.Errorf("an expired token: %v", err)
	}
	if _, err := newUpstream(t, "401", "401").acledOf(t, "secret").Events(ctx, nil); !errors.Is(err, fetch.ErrToken) {
		t.Errorf("a token that is refused twice: %v", err)
	}
}

// breaking cuts the body of the first answers in half.
type breaking struct{ times int }

func (b *breaking) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && b.times > 0 && resp.StatusCode < 300 {
		b.times--
		resp.Body = &half{resp.Body, len(content) / 3}
	}
	return resp, err
}

type half struct {
	from interface {
		Read([]byte) (int, error)
		Close() error
	}
	left int
}

func (h *half) Read(p []byte) (int, error) {
	if h.left <= 0 {
		return 0, errors.New("the line broke")
	}
	n, err := h.from.Read(p[:min(len(p), h.left)])
	h.left -= n
	return n, err
}
func (h *half) Close() error { return h.from.Close() }

func TestDownloadsResumeAndAreVerified(t *testing.T) {
	sum := md5.Sum(content)
	want := fetch.Announced{Bytes: int64(len(content)), MD5: hex.EncodeToString(sum[:])}
	u := newUpstream(t)
	f := fetch.Folder{Root: t.TempDir()}
	c := u.client()
	c.HTTP = &http.Client{Transport: &breaking{2}}
	o, err := c.Download(ctx, f, u.URL+"/file.zip", "file.zip", want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(o.Path)
	if err != nil || !bytes.Equal(got, content) || !strings.Contains(o.Path, o.SHA256) {
		t.Errorf("%d bytes at %s, %v", len(got), o.Path, err)
	}
	if len(u.asked) != 3 {
		t.Errorf("asked %v", u.asked)
	}
	// A second download of the same bytes keeps them once.
	again, err := u.client().Download(ctx, f, u.URL+"/file.zip", "file.zip", want)
	if err != nil || again != o {
		t.Errorf("%+v, %v; want %+v", again, err, o)
	}
	want.MD5 = strings.Repeat("0", 32)
	if _, err := u.client().Download(ctx, f, u.URL+"/file.zip", "file.zip", want); !errors.Is(err, fetch.ErrSum) {
		t.Errorf("other bytes than announced: %v", err)
	}
	// What a killed download left is continued, and a part of an older file is not.
	if _, err := (&fetch.Client{HTTP: &http.Client{Transport: &breaking{9}}, Attempts: 1, Header: http.Header{}, Wait: c.Wait}).Download(ctx, f, u.URL+"/file.zip?b", "b.zip", fetch.Announced{}); err == nil {
		t.Error("half a file is taken")
	}
	o, err = u.client().Download(ctx, f, u.URL+"/file.zip?b", "b.zip", fetch.Announced{})
	if err != nil || o.Bytes != int64(len(content)) {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestARangeOfDaysOfGDELT(t *testing.T) {
	u := newUpstream(t)
	list, err := fetch.GDELT(ctx, u.client(), fetch.Folder{Root: t.TempDir()}, u.URL, nil, fetch.GDELTEvents, "20240102", "20240103")
	if err != nil || len(list) != 2 || !strings.HasSuffix(list[0].Path, "20240102000000.export.CSV.zip") {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := fetch.GDELT(ctx, u.client(), fetch.Folder{Root: t.TempDir()}, u.URL, nil, fetch.GDELTEvents, "20250101", ""); !errors.Is(err, fetch.ErrMissing) {
		t.Errorf("days without files: %v", err)
	}
	list, err = fetch.GDELT(ctx, u.client(), fetch.Folder{Root: t.TempDir()}, u.URL, nil, fetch.GDELTMentions, "20240101", "20240103")
	if err != nil || len(list) != 1 || !strings.HasSuffix(list[0].Path, "20240101000000.mentions.CSV.zip") {
		t.Errorf("mentions: %+v, %v", list, err)
	}
}

// Lists of something else are refused; a file whose name is no time, or would be another on this
// machine, is not fetched.
func TestListsThatAreNone(t *testing.T) {
	const good = "0123456789ABCDEF0123456789abcdef"
	for _, line := range []string{"x y z", "1 0000\xec000000000000000000000000000 a", "-1 " + good + " a"} {
		if list, err := fetch.ReadList([]byte(line+"\n"), fetch.GDELTEvents, "", ""); err == nil {
			t.Errorf("%q is taken: %+v", line, list)
		}
	}
	for name, want := range map[string]int{"20240101.export.CSV.zip": 1, "2024.export.CSV.zip": 0, `20240101\..\x.export.CSV.zip`: 0, "20240101\x00.export.CSV.zip": 0} {
		list, err := fetch.ReadList([]byte("1 "+good+" http://x.example/"+name+"\n"), fetch.GDELTEvents, "", "")
		if err != nil || len(list) != want {
			t.Errorf("%q: %+v, %v", name, list, err)
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add([]byte("12 0123456789abcdef0123456789abcdef http://x.example/20240101000000.export.CSV.zip\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := fetch.ReadList(data, fetch.GDELTEvents, "2024", "2025")
		for _, l := range list {
			if err != nil || len(l.MD5) != 32 || strings.ContainsAny(l.Name, "/\\") {
				t.Fatalf("%+v, %v", l, err)
			}
		}
	})
}
