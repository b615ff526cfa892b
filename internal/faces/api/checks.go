package api

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/desk"
)

// checkFilters choose the fit that is checked.
type checkFilters struct {
	Moment
	Sets int `query:"sets" doc:"placebo records and refits of each kind" minimum:"1" maximum:"100" default:"10"`
}

// checksAnswer is 202 while the checks run, and 200 when they are there.
type checksAnswer struct {
	Status int
	Body   Checks
}

// Checks are the checks of the retaliation model, or how far they are.
type Checks struct {
	State   string              `json:"state" enum:"running,done" doc:"running answers come with status 202: ask again"`
	Seconds float64             `json:"seconds" doc:"since they were first asked for, or that they took"`
	Sets    int                 `json:"sets"`
	Answer  *desk.RetaliaChecks `json:"answer,omitempty" doc:"not there while they run, nor where nothing was fitted"`
	Streams []string            `json:"streams" doc:"ids of the streams used, in the order of the matrices"`
	Refused string              `json:"refused,omitempty" doc:"why nothing was fitted"`
}

// checking keeps the checks that were asked for. They take minutes, longer than one answer may,
// and go on when nobody waits; one run at a time, since each uses every core.
type checking struct {
	mu   sync.Mutex
	runs map[string]*checkRun
	turn sync.Mutex // held by the run that works
}

type checkRun struct {
	began, ended time.Time
	done         chan struct{}
	value        *desk.Retaliation
	err          error
}

// checksKept is the number of runs kept. Those that work or wait for their turn are never dropped;
// when there are so many of them, no more are taken.
const checksKept = 8

// wait is how long an answer waits for the checks before it says that they run.
const wait = 500 * time.Millisecond

func (h *handlers) checks(ctx context.Context, in *checkFilters) (*checksAnswer, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	stamp, err := h.desk.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := h.desk.Resolve(ctx, d); err != nil {
		return nil, err
	}
	run := h.checking.run(fmt.Sprint(stamp, "|", in.AsOf, "|", in.Sets), func(ctx context.Context) (*desk.Retaliation, error) {
		return h.desk.RetaliationOf(ctx, desk.RetaliationQuery{AsOf: d, Checks: true, Sets: in.Sets})
	})
	if run == nil {
		return nil, huma.Error429TooManyRequests(h.desk.Catalog().T("retaliation.checks_busy", "n", checksKept))
	}
	out := &checksAnswer{http.StatusAccepted, Checks{State: "running", Sets: in.Sets, Streams: []string{}}}
	select {
	case <-run.done:
	case <-time.After(wait):
	case <-ctx.Done():
	}
	select {
	case <-run.done:
	default:
		out.Body.Seconds = seconds(time.Since(run.began))
		return out, nil
	}
	if run.err != nil {
		return nil, run.err
	}
	out.Status, out.Body.State, out.Body.Seconds = http.StatusOK, "done", seconds(run.ended.Sub(run.began))
	out.Body.Answer, out.Body.Refused = run.value.Checks, run.value.Refused
	if m := run.value.Moving; m != nil {
		out.Body.Streams = m.Streams
	}
	return out, nil
}

func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*10) / 10 }

// run returns the run of a question, begun now if it is new, or nil where too many are under way.
// Failures are not kept.
func (c *checking) run(key string, work func(context.Context) (*desk.Retaliation, error)) *checkRun {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.runs[key]; r != nil {
		return r
	}
	if c.runs == nil {
		c.runs = map[string]*checkRun{}
	}
	for k, r := range c.runs {
		select {
		case <-r.done:
			if len(c.runs) >= checksKept {
				delete(c.runs, k)
			}
		default:
		}
	}
	if len(c.runs) >= checksKept {
		return nil
	}
	r := &checkRun{began: time.Now(), done: make(chan struct{})}
	c.runs[key] = r
	go func() {
		defer close(r.done)
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("the checks stopped: %v", p)
			}
			r.ended = time.Now()
			if r.err != nil {
				c.mu.Lock()
				delete(c.runs, key)
				c.mu.Unlock()
			}
		}()
		c.turn.Lock()
		defer c.turn.Unlock()
		r.value, r.err = work(context.Background())
	}()
	return r
}
