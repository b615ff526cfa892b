package fetch

import (
	"context"
	"crypto/md5" //nolint:gosec // GDELT publishes MD5 sums; they guard against broken transfers only
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

// The ways a service can refuse that a user can act upon.
var (
	// ErrToken means that the service does not accept the token or the password.
	ErrToken = errors.New("the service does not accept the credentials")
	// ErrDenied means that the credentials are good and access is denied all the same.
	ErrDenied = errors.New("the credentials are accepted, but the service denies access to this; ask its publisher for it")
	// ErrMissing means that there is nothing at the address.
	ErrMissing = errors.New("there is nothing at this address")
	// ErrGone means that the service gave up after all attempts.
	ErrGone = errors.New("the service did not answer as it should, after several attempts")
	// ErrChanged means that totals changed between pages, each time.
	ErrChanged = errors.New("the data changed while its pages were read; try again later")
	// ErrSum means that the bytes are not those that were announced.
	ErrSum = errors.New("the bytes are not those that the service announced")
)

// Client asks a service. The zero value is no client; see New.
type Client struct {
	HTTP     *http.Client
	Attempts int
	// Wait waits between attempts.
	Wait func(context.Context, time.Duration) error
	// Header is sent with every question, such as a token.
	Header http.Header
	Agent  string
}

// New returns a client with the usual patience: six attempts, from one second on, doubled each time.
func New(agent string) *Client {
	return &Client{
		HTTP: &http.Client{Timeout: 10 * time.Minute}, Attempts: 6, Header: http.Header{}, Agent: agent,
		Wait: func(ctx context.Context, d time.Duration) error {
			t := time.NewTimer(d)
			defer t.Stop()
			select {
			case <-t.C:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
}

// longestWait bounds what a service can ask for.
const longestWait = 5 * time.Minute

// again says why an attempt failed and how long to wait before the next.
type again struct {
	why   error
	after time.Duration
}

func (a *again) Error() string { return a.why.Error() }
func (a *again) Unwrap() error { return a.why }

// try makes attempts until one succeeds or fails for good.
func (c *Client) try(ctx context.Context, what string, attempt func() error) error {
	wait := time.Second
	for n := 1; ; n++ {
		err := attempt()
		var a *again
		if err == nil || ctx.Err() != nil || !errors.As(err, &a) {
			return err
		}
		if n >= c.Attempts {
			return fmt.Errorf("%s: %w: %w", what, ErrGone, a.why)
		}
		d := wait
		if a.after > 0 {
			d = min(a.after, longestWait)
		}
		if err := c.Wait(ctx, d); err != nil {
			return err
		}
		wait *= 2
	}
}

// do asks once. Answers that may get better are *again.
func (c *Client) do(r *http.Request) (*http.Response, error) {
	for k, v := range c.Header {
		r.Header[k] = v
	}
	r.Header.Set("User-Agent", c.Agent)
	resp, err := c.HTTP.Do(r)
	if err != nil {
		if r.Context().Err() != nil {
			return nil, r.Context().Err()
		}
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the address may hold what is nobody's business
		}
		return nil, &again{why: err}
	}
	if resp.StatusCode < 300 {
		return resp, nil
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
	_ = resp.Body.Close()
	status := fmt.Errorf("the service answers %s", resp.Status)
	switch {
	case resp.StatusCode == http.StatusUnauthorized:
		return nil, fmt.Errorf("%w (%w)", ErrToken, status)
	case resp.StatusCode == http.StatusForbidden:
		return nil, fmt.Errorf("%w (%w)", ErrDenied, status)
	case resp.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%w (%w)", ErrMissing, status)
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		return nil, &again{why: status, after: retryAfter(resp.Header.Get("Retry-After"), resp.Header.Get("Date"))}
	}
	return nil, status
}

// retryAfter reads how long a service asks to wait, in seconds or until a day and hour.
func retryAfter(v, now string) time.Duration {
	if n, err := strconv.Atoi(v); err == nil && n >= 0 {
		return time.Duration(n) * time.Second
	}
	until, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	at, err := http.ParseTime(now)
	if err != nil {
		return 0
	}
	return max(0, until.Sub(at))
}

// largest is the most bytes of one page of an answer.
const largest = 256 << 20

// Get returns the bytes at an address. A body that breaks off is asked for again.
func (c *Client) Get(ctx context.Context, address string) ([]byte, error) {
	return c.body(ctx, func() (*http.Request, error) { return http.NewRequestWithContext(ctx, http.MethodGet, address, nil) })
}

func (c *Client) body(ctx context.Context, request func() (*http.Request, error)) (data []byte, err error) {
	err = c.try(ctx, "fetch", func() error {
		r, err := request()
		if err != nil {
			return err
		}
		resp, err := c.do(r)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		if data, err = io.ReadAll(io.LimitReader(resp.Body, largest+1)); err != nil {
			return &again{why: fmt.Errorf("the answer broke off: %w", err)}
		}
		if len(data) > largest {
			return fmt.Errorf("the answer is longer than %d bytes", largest)
		}
		return nil
	})
	return data, err
}

// Announced is what a service says of a file beforehand; zero values are not checked.
type Announced struct {
	Bytes int64
	MD5   string
}

// Download keeps the file at an address. What an earlier attempt left is continued where the
// service says that it is still the same file.
func (c *Client) Download(ctx context.Context, f Folder, address, name string, want Announced) (Original, error) {
	d, err := f.draft(draftName(address))
	if err != nil {
		return Original{}, err
	}
	keep := false
	defer func() {
		if !keep {
			_ = d.Close() // the part stays, to be continued
		}
	}()
	err = c.try(ctx, name, func() error { return c.part(ctx, d, address, want) })
	if err != nil {
		return Original{}, err
	}
	if err := verify(d, want); err != nil {
		return Original{}, errors.Join(fmt.Errorf("%s: %w", name, err), d.Truncate(0))
	}
	keep = true
	_ = os.Remove(d.Name() + ".etag")
	return f.Keep(d, name)
}

// part fetches what a draft still lacks.
func (c *Client) part(ctx context.Context, d *os.File, address string, want Announced) error {
	have, err := d.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	tag, _ := os.ReadFile(d.Name() + ".etag")
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	// Without a tag the file may be another one by now, unless its sum was announced.
	switch {
	case have > 0 && have == want.Bytes && want.MD5 != "":
		return nil
	case have > 0 && len(tag) > 0:
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
		r.Header.Set("If-Range", string(tag))
	case have > 0:
		if err := d.Truncate(0); err != nil {
			return err
		}
	}
	resp, err := c.do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusPartialContent {
		if err := d.Truncate(0); err != nil {
			return err
		}
		if _, err := d.Seek(0, io.SeekStart); err != nil {
			return err
		}
	}
	if tag := resp.Header.Get("ETag"); tag != "" {
		if err := os.WriteFile(d.Name()+".etag", []byte(tag), 0o600); err != nil {
			return err
		}
	}
	if _, err := io.Copy(d, resp.Body); err != nil {
		return &again{why: fmt.Errorf("the transfer broke off: %w", err)}
	}
	return nil
}

// verify holds a draft against what was announced.
func verify(d *os.File, want Announced) error {
	if _, err := d.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := md5.New() //nolint:gosec // as above
	n, err := io.Copy(h, d)
	switch {
	case err != nil:
		return err
	case want.Bytes > 0 && n != want.Bytes:
		return fmt.Errorf("%w: %d bytes instead of %d", ErrSum, n, want.Bytes)
	case want.MD5 != "" && hex.EncodeToString(h.Sum(nil)) != want.MD5:
		return ErrSum
	}
	return nil
}
