package desk

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"detente/internal/hands/ledger"
)

// kept holds answers, so that the page's panels, which ask together, do not each read the
// ledger again. Those longest not asked for are dropped first.
type kept struct {
	sync.Mutex
	answers map[string]*answer
	order   []string // longest not asked for first
}

// answer is what came of a question; done is closed when it is there.
type answer struct {
	done  chan struct{}
	value any
	err   error
}

// keep is the number of answers kept.
const keep = 64

// recall returns what was answered to a question at the present data version and day of
// reading, or asks. Several who ask at once wait for one answer; failures are not kept.
// What is returned is shared and must not be changed.
func recall[T any](ctx context.Context, d *Desk, question string, ask func() (T, error)) (T, error) {
	var none T
	v, err := d.renew(ctx)
	if err != nil {
		return none, err
	}
	// What the gate holds back depends on the day of reading.
	key := v + "|" + d.Today().String() + "|" + question
	a, mine := d.kept.claim(key)
	if mine {
		return give(&d.kept, key, a, ask)
	}
	select {
	case <-a.done: // also where the one who asks has gone meanwhile
	default:
		select {
		case <-a.done:
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	if a.err != nil {
		return ask() // the one who asked first may only have gone away
	}
	return a.value.(T), nil
}

// errGaveUp is left to those who wait when asking panicked.
var errGaveUp = errors.New("the answer was not worked out")

// give asks and hands the answer to those who wait for it.
func give[T any](k *kept, key string, a *answer, ask func() (T, error)) (T, error) {
	a.err = errGaveUp
	defer func() {
		if a.err != nil {
			k.drop(key, a)
		}
		close(a.done)
	}()
	value, err := ask()
	a.value, a.err = value, err
	return value, err
}

// claim returns the answer kept under the key; mine says that the caller is to give it.
func (k *kept) claim(key string) (a *answer, mine bool) {
	k.Lock()
	defer k.Unlock()
	if a, ok := k.answers[key]; ok {
		i := slices.Index(k.order, key)
		k.order = append(slices.Delete(k.order, i, i+1), key)
		return a, false
	}
	if k.answers == nil {
		k.answers = map[string]*answer{}
	}
	if len(k.order) >= keep {
		delete(k.answers, k.order[0])
		k.order = slices.Delete(k.order, 0, 1)
	}
	a = &answer{done: make(chan struct{})}
	k.answers[key] = a
	k.order = append(k.order, key)
	return a, true
}

// drop forgets an answer that failed.
func (k *kept) drop(key string, a *answer) {
	k.Lock()
	defer k.Unlock()
	if k.answers[key] == a {
		delete(k.answers, key)
		k.order = slices.DeleteFunc(k.order, func(s string) bool { return s == key })
	}
}

// fresh is how long the desk trusts that no batch was added by another process.
const fresh = time.Second

// renew returns the data version, which is looked up at most once in a while.
func (d *Desk) renew(ctx context.Context) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.version != "" && d.now().Sub(d.checked).Abs() < fresh {
		return d.version, nil
	}
	v, err := d.Version(ctx)
	if err != nil {
		return "", err
	}
	d.version, d.checked = v, d.now()
	return v, nil
}

// nameOf is a filter as text; filters that read the same records have the same.
func nameOf(f ledger.Filter) string {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // a filter is plain data
	}
	return string(b)
}
