package suggestion_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/suggestion"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
)

// text is invented.
const text = "Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said."

var sides = []string{"ARMED", "POLICE"}

// reply wraps what a model writes as an endpoint does.
func reply(content string) string {
	b, _ := json.Marshal(content)
	return fmt.Sprintf(`{"choices":[{"message":{"role":"assistant","content":%s}}]}`, b)
}

// suggest asks a stub that answers as given.
func suggest(t *testing.T, answer http.HandlerFunc, longest time.Duration) suggestion.Layer {
	t.Helper()
	stub := httptest.NewServer(answer)
	defer stub.Close()
	m, err := suggestion.Open(stub.URL+"/v1/", "small", sides, false, longest)
	if err != nil {
		t.Fatal(err)
	}
	return m.Suggest(context.Background(), coder.Item{ID: "x", Published: calendar.DateOf(2026, 6, 28), Text: text})
}

func TestOnlyWhatTheTextSaysIsKept(t *testing.T) {
	var asked struct {
		Model    string
		Messages []struct{ Role, Content string }
	}
	got := suggest(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost || json.NewDecoder(r.Body).Decode(&asked) != nil {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		_, _ = io.WriteString(w, reply("```json\n"+`{"fields":[
			{"event":1,"field":"deaths_low","value":3,"quote":"killing three policemen"},
			{"event":0,"field":"type","value":"ASSAULT","quote":"Gunmen attacked a police post"},
			{"event":0,"field":"target_side","value":"POLICE","quote":"a police post"},
			{"event":0,"field":"place","value":"Bannu","quote":"in Bannu"},
			{"event":0,"field":"place","value":"Peshawar","quote":"in Bannu"},
			{"event":0,"field":"deaths_high","value":"5","quote":"killing five policemen"},
			{"event":0,"field":"deaths_high","value":"5","quote":""},
			{"event":0,"field":"initiator_side","value":"Mr Example","quote":"Gunmen"},
			{"event":0,"field":"type","value":"MURDER","quote":"Gunmen"},
			{"event":0,"field":"date_start","value":"Saturday","quote":"on Saturday"},
			{"event":-1,"field":"abducted","value":"1","quote":"Gunmen"},
			{"event":0,"field":"colour","value":"red","quote":"Gunmen"}
		]}`+"\n```"))
	}, time.Minute)
	if asked.Model != "small" || len(asked.Messages) != 2 || !strings.HasSuffix(asked.Messages[1].Content, text) || !strings.Contains(asked.Messages[1].Content, "2026-06-28") {
		t.Errorf("%+v", asked)
	}
	if got.By != suggestion.By || got.Model != "small" || got.Failed != "" || len(got.Suggestions) != 4 || got.Dropped != (suggestion.Dropped{Quote: 2, Value: 6}) {
		t.Errorf("%+v", got)
	}
	for _, s := range got.Suggestions {
		if text[s.Start:s.End] != s.Quote {
			t.Errorf("%+v", s)
		}
	}
	if last := got.Suggestions[3]; last.Event != 1 || last.Field != "deaths_low" || last.Value != "3" {
		t.Errorf("%+v", last)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"an error": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "answered 500"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusFound)
		}, "answered 302"},
		"not JSON":     {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }, "chat format"},
		"no choice":    {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"choices":[]}`) }, "chat format"},
		"prose":        {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, reply("Sure, here it is.")) }, "not the JSON"},
		"another JSON": {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, reply(`{"events":[]}`)) }, "no list"},
		"cut short": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, "{")
		}, "broke off"},
		"without end": {func(w http.ResponseWriter, _ *http.Request) {
			for range 40 {
				_, _ = io.WriteString(w, strings.Repeat(" ", 64<<10))
			}
		}, "longer than 1 MB"},
		"too late": {func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then does the server see that nobody waits
			<-r.Context().Done()
		}, "does not answer"},
	} {
		longest := time.Minute
		if name == "too late" {
			longest = 50 * time.Millisecond
		}
		got := suggest(t, c.answer, longest)
		if !strings.Contains(got.Failed, c.want) || len(got.Suggestions) != 0 || got.Suggestions == nil || got.By != suggestion.By {
			t.Errorf("%s: %+v", name, got)
		}
	}
	got := suggest(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, reply(`{"fields":[]}`)) }, time.Minute)
	if got.Failed != "" || got.Suggestions == nil {
		t.Errorf("an empty answer is one: %+v", got)
	}
}

func TestOnlyThisMachineIsAsked(t *testing.T) {
	for _, u := range []string{"http://192.0.2.1:80/v1", "http://model.example/v1", "http://0.0.0.0:1/v1", "https://127.0.0.1.example/v1", "http://[2001:db8::1]/v1"} {
		if _, err := suggestion.Open(u, "m", sides, false, time.Second); !errors.Is(err, suggestion.ErrElsewhere) {
			t.Errorf("%s: %v", u, err)
		}
		if _, err := suggestion.Open(u, "m", sides, true, time.Second); err != nil {
			t.Errorf("%s anywhere: %v", u, err)
		}
	}
	for _, u := range []string{"http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1", "http://127.8.8.8:1/v1"} {
		if _, err := suggestion.Open(u, "m", sides, false, time.Second); err != nil {
			t.Errorf("%s: %v", u, err)
		}
	}
	for _, u := range []string{"", "127.0.0.1:1", "file:///etc/hosts", "http://", "http://a:b@127.0.0.1/", "http://127.0.0.1/?key=x"} {
		if _, err := suggestion.Open(u, "m", sides, true, time.Second); err == nil {
			t.Errorf("%q is taken", u)
		}
	}
	if _, err := suggestion.Open("http://127.0.0.1:1", "", sides, false, time.Second); err == nil {
		t.Error("a model without a name is taken")
	}
}

func TestALongTextIsNotSent(t *testing.T) {
	asked := false
	stub := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer stub.Close()
	m, err := suggestion.Open(stub.URL, "m", sides, false, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Suggest(context.Background(), coder.Item{Text: strings.Repeat("a ", 40<<10)}); asked || !strings.Contains(got.Failed, "longer than") {
		t.Errorf("%v %+v", asked, got)
	}
}

// Whatever a model writes, what is kept stands in the text.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"fields":[{"event":0,"field":"type","value":"ASSAULT","quote":"Gunmen"}]}`), text)
	f.Add([]byte("```\n{\"fields\":[{}]}\n```"), "")
	f.Fuzz(func(t *testing.T, content []byte, text string) {
		got, _, err := suggestion.Parse(content, text, sides)
		if err != nil && got != nil {
			t.Error("fields with an error")
		}
		for _, s := range got {
			if s.Start < 0 || s.End > len(text) || text[s.Start:s.End] != s.Quote || s.Quote == "" {
				t.Errorf("%+v", s)
			}
		}
	})
}
