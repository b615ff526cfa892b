package api

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"

	"detente/internal/hands/desk"
)

// kept bounds the bytes of answers that are held.
const kept = 48 << 20

// answers keeps whole answers of the API by data version, day and address: the page's panels
// ask the same things again at every step back and forth, and what they get changes only
// with a batch or at midnight, when what is held back changes.
type answers struct {
	desk *desk.Desk
	next http.Handler

	mu    sync.Mutex
	stamp string
	held  map[string]*list.Element
	order *list.List // newest first
	bytes int
	turns map[string]*sync.Mutex // one working out of an address at a time
}

// held is one answer.
type heldAnswer struct {
	key    string
	header http.Header
	body   []byte
	etag   string
}

func remember(d *desk.Desk, next http.Handler) http.Handler {
	return &answers{desk: d, next: next, held: map[string]*list.Element{}, order: list.New(), turns: map[string]*sync.Mutex{}}
}

// ServeHTTP answers from what is held, or works the answer out and holds it if it is a
// success.
func (a *answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, Prefix+"/") {
		a.next.ServeHTTP(w, r)
		return
	}
	stamp, err := a.desk.Stamp(r.Context())
	if err != nil {
		a.next.ServeHTTP(w, r) // the handler says what is wrong
		return
	}
	key := r.Header.Get("Accept") + " " + r.URL.RequestURI()
	turn := a.turn(stamp, key)
	turn.Lock()
	h := a.get(key)
	if h == nil {
		rec := &recorder{header: http.Header{}, code: http.StatusOK}
		a.next.ServeHTTP(rec, r)
		if rec.code != http.StatusOK {
			turn.Unlock()
			rec.copyTo(w)
			return
		}
		sum := sha256.Sum256(append([]byte(stamp), rec.body.Bytes()...))
		h = &heldAnswer{key: key, header: rec.header, body: rec.body.Bytes(), etag: `"` + hex.EncodeToString(sum[:12]) + `"`}
		a.put(stamp, h)
	}
	turn.Unlock()
	for k, v := range h.header {
		w.Header()[k] = v
	}
	w.Header().Set("ETag", h.etag)
	w.Header().Set("Cache-Control", "no-cache")
	if strings.Contains(r.Header.Get("If-None-Match"), h.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(h.body)
}

// turn returns the lock of an address and drops everything when the data changed.
func (a *answers) turn(stamp, key string) *sync.Mutex {
	a.mu.Lock()
	defer a.mu.Unlock()
	if stamp != a.stamp || len(a.turns) > 10_000 {
		a.stamp, a.bytes = stamp, 0
		a.held, a.turns = map[string]*list.Element{}, map[string]*sync.Mutex{}
		a.order.Init()
	}
	m := a.turns[key]
	if m == nil {
		m = &sync.Mutex{}
		a.turns[key] = m
	}
	return m
}

func (a *answers) get(key string) *heldAnswer {
	a.mu.Lock()
	defer a.mu.Unlock()
	e := a.held[key]
	if e == nil {
		return nil
	}
	a.order.MoveToFront(e)
	return e.Value.(*heldAnswer)
}

func (a *answers) put(stamp string, h *heldAnswer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if stamp != a.stamp || len(h.body) > kept/4 {
		return
	}
	a.held[h.key] = a.order.PushFront(h)
	for a.bytes += len(h.body); a.bytes > kept; {
		e := a.order.Back()
		old := a.order.Remove(e).(*heldAnswer)
		delete(a.held, old.key)
		a.bytes -= len(old.body)
	}
}

// recorder keeps an answer instead of sending it.
type recorder struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(code int)        { r.code = code }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

func (r *recorder) copyTo(w http.ResponseWriter) {
	for k, v := range r.header {
		w.Header()[k] = v
	}
	w.WriteHeader(r.code)
	_, _ = w.Write(r.body.Bytes())
}
