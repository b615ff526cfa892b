package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"detente/internal/faces/api"
	"detente/internal/hands/review"
	"detente/internal/hands/suggestion"
	"detente/internal/thinking/coder"
)

// parrot suggests what it was made with, and notes what it was asked; with wait it answers when told to.
type parrot struct {
	says  []suggestion.Suggestion
	asked []coder.Item
	begun chan struct{}
	wait  chan struct{}
}

func (p *parrot) Name() string { return "small" }

func (p *parrot) Suggest(_ context.Context, item coder.Item) suggestion.Layer {
	p.asked = append(p.asked, item)
	if p.wait != nil {
		close(p.begun)
		<-p.wait
	}
	return suggestion.Layer{By: suggestion.By, Model: "small", Suggestions: p.says}
}

const toSuggest = `{"text":"Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.","published":"2026-06-28"}`

// A model is asked only through the route of its own, and what it says changes nothing of the reading.
func TestALocalModelIsAskedOnlyWhenAsked(t *testing.T) {
	p := &parrot{says: []suggestion.Suggestion{{Field: "deaths_low", Value: "3", Quote: "killing three policemen", Start: 52, End: 75}}}
	h := api.Handler(office, page, "test", api.Reviews(review.New(lists, office, nil)), api.Suggestions(p))
	plain, with := sendTo(server, "/code", toSuggest), sendTo(h, "/code", toSuggest)
	if len(p.asked) != 0 {
		t.Fatal("asked without a question")
	}
	if a, b := strings.Replace(plain.Body.String(), `"model":""`, "", 1), strings.Replace(with.Body.String(), `"model":"small"`, "", 1); a != b || a == plain.Body.String() {
		t.Errorf("the reading is another, or does not name the model:\n%s\n%s", plain.Body, with.Body)
	}
	w := sendTo(h, "/suggestions", toSuggest)
	var l suggestion.Layer
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil || w.Code != http.StatusOK || len(l.Suggestions) != 1 || l.By == "" {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	if len(p.asked) != 1 || p.asked[0].Published.String() != "2026-06-28" || !strings.HasPrefix(p.asked[0].Text, "Gunmen") {
		t.Errorf("asked %v", p.asked)
	}
}

func TestWhatIsNotAskedOfAModel(t *testing.T) {
	if w := sendTo(server, "/suggestions", toSuggest); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "--endpoint") {
		t.Errorf("without a model: %d %s", w.Code, w.Body)
	}
	p := &parrot{}
	h := api.Handler(office, page, "test", api.Reviews(review.New(lists, office, nil)), api.Suggestions(p))
	for name, sent := range map[string]string{"no text": `{"text":" ","published":"2026-06-28"}`, "no day": `{"text":"Gunmen attacked.","published":""}`, "no date": `{"text":"x","published":"June"}`} {
		if w := sendTo(h, "/suggestions", sent); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	w := sendTo(h, "/suggestions", `{"text":"باجوڑ میں پولیس چوکی پر حملہ ہوا اور چار اہلکار ہلاک ہو گئے۔","published":"2026-06-28"}`)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"failed":`) {
		t.Errorf("a text that is not coded: %d %s", w.Code, w.Body)
	}
	if len(p.asked) != 0 {
		t.Errorf("asked %v", p.asked)
	}
}

// One report at a time: a second question is told to come again.
func TestAModelIsAskedOneReportAtATime(t *testing.T) {
	p := &parrot{begun: make(chan struct{}), wait: make(chan struct{})}
	h := api.Handler(office, page, "test", api.Reviews(review.New(lists, office, nil)), api.Suggestions(p))
	done := make(chan int)
	go func() { done <- sendTo(h, "/suggestions", toSuggest).Code }()
	<-p.begun
	if w := sendTo(h, "/suggestions", toSuggest); w.Code != http.StatusServiceUnavailable {
		t.Errorf("a second question: %d", w.Code)
	}
	close(p.wait)
	if code := <-done; code != http.StatusOK {
		t.Errorf("the first: %d", code)
	}
}
