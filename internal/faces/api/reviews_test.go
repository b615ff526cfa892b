package api_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"detente/internal/faces/api"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/pdf"
	"detente/internal/hands/review"
	"detente/situations"
)

// attack is an invented report.
const attack = `{"text":"Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.","published":"2026-06-28","url":"https://news.example/b","publisher":"Example News","kind":"newspaper"}`

func reviewing(t *testing.T) http.Handler {
	t.Helper()
	now := time.Date(2026, 7, 20, 9, 0, 0, 0, time.UTC)
	d, book := desktest.Edited(t, situations.Default(), now)
	log := review.NewLog(book, d, func() time.Time { return now })
	return api.Handler(d, page, "test", api.Edits(book), api.Reviews(review.New(sync.OnceValues(lists), d, log)))
}

func TestAReportIsReadAndRuledOn(t *testing.T) {
	h := reviewing(t)
	w := sendTo(h, "/code", attack)
	var read review.Reading
	if err := json.Unmarshal(w.Body.Bytes(), &read); err != nil || w.Code != http.StatusOK || len(read.Proposals) != 1 || read.Proposals[0].Type != "ASSAULT" {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	if w := ask(h, http.MethodGet, api.Prefix+"/reviews"); !strings.Contains(w.Body.String(), `"total":0`) {
		t.Errorf("reading was taken for a ruling: %s", w.Body)
	}
	w = sendTo(h, "/reviews", `{"report":`+attack+`,"number":0,"fields":{"mode":"armed_assault"},"who":"JK"}`)
	var got review.Receipt
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusCreated || got.Event == "" {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	if w := ask(h, http.MethodGet, api.Prefix+"/events/"+got.Event); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "news.example/b") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/reviews", `{"report":`+attack+`,"number":0,"who":"JK"}`); w.Code != http.StatusConflict {
		t.Errorf("taken twice: %d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/reviews", `{"report":`+attack+`,"number":0,"refuse":true,"who":"JK"}`); w.Code != http.StatusCreated {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(h, http.MethodGet, api.Prefix+"/reviews"); !strings.Contains(w.Body.String(), `"total":2`) || !strings.Contains(w.Body.String(), `"refused":1`) {
		t.Errorf("%s", w.Body)
	}
}

// Claims and options of a report are ruled on as events are.
func TestClaimsAndOptionsAreRuledOn(t *testing.T) {
	h := reviewing(t)
	said := strings.Replace(attack, "officials said.", "officials said. The TTP claimed responsibility for the attack. Islamabad must intensify political engagement with Kabul.", 1)
	var read review.Reading
	w := sendTo(h, "/code", said)
	if err := json.Unmarshal(w.Body.Bytes(), &read); err != nil || len(read.Claims) != 1 || read.Claims[0].Subject != "responsibility" || len(read.Options) != 1 {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	if w := sendTo(h, "/reviews", `{"report":`+said+`,"on":"claim","number":0,"who":"JK"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a claim about no event: %d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/reviews", `{"report":`+said+`,"number":0,"fields":{"mode":"armed_assault"},"who":"JK"}`); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var got review.Receipt
	w = sendTo(h, "/reviews", `{"report":`+said+`,"on":"claim","number":0,"who":"JK"}`)
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusCreated || got.Record == "" || got.Ruling != "accepted" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := ask(h, http.MethodGet, api.Prefix+"/events/"+got.Event); !strings.Contains(w.Body.String(), `"subject":"responsibility"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/reviews", `{"report":`+said+`,"on":"option","number":0,"who":"JK"}`); w.Code != http.StatusCreated {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/reviews", `{"report":`+said+`,"on":"mention","number":0,"who":"JK"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = ask(h, http.MethodGet, api.Prefix+"/reviews")
	for _, want := range []string{`"by_field":[{"name":`, `"by_rule":[{"name":`, `"on":"claim","accepted":1`, `"lever":"CONSULT"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s is not in %s", want, w.Body)
		}
	}
}

// The opinion article, where it is at hand: what it tells otherwise than the chronology is shown.
func TestTheArticleAndTheChronology(t *testing.T) {
	text, err := os.ReadFile("../../../../shared/data/article/after_the_airstrikes.txt")
	if err != nil {
		t.Skip("the article is not at hand:", err)
	}
	sent, err := json.Marshal(map[string]string{"text": string(text), "published": "2026-02-27"})
	if err != nil {
		t.Fatal(err)
	}
	var read review.Reading
	w := sendTo(server, "/code", string(sent))
	if err := json.Unmarshal(w.Body.Bytes(), &read); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	conflict := false
	for _, p := range read.Proposals {
		for _, k := range p.Known {
			for _, c := range k.Conflicts {
				conflict = conflict || p.Type == "ASSAULT" && k.ID == "PA-20260225-02" && c == review.Conflict{Field: "district", Text: "Peshawar", File: "Bannu"}
			}
		}
	}
	if !conflict {
		t.Errorf("the place of the abduction is not shown as a conflict: %+v", read.Proposals)
	}
	kinds := map[string]int{}
	for _, m := range read.Mentions {
		kinds[m.Kind]++
		if m.Kind == "history" && m.Date != "2021-08-01" {
			t.Errorf("%+v", m)
		}
	}
	if kinds["mediator"] != 4 || kinds["history"] != 1 || len(read.Options) < 10 || len(read.Claims) == 0 || read.Claims[0].Becomes != "observation" {
		t.Errorf("%v, %d options, %+v", kinds, len(read.Options), read.Claims)
	}
}

func TestAPDFGivesItsText(t *testing.T) {
	asked := ""
	h := api.Handler(office, page, "test", api.PDFs(func(_ context.Context, b []byte) (pdf.Document, error) {
		if asked = string(b); asked == "a scan" {
			return pdf.Document{}, pdf.ErrScan
		}
		return pdf.Document{Text: "One line.", Pages: []pdf.Page{{Number: 1, Start: 0, End: 9}}}, nil
	}))
	w := sendTo(h, "/pdf-text", `{"pdf":"`+base64.StdEncoding.EncodeToString([]byte("%PDF-1.4"))+`"}`)
	if w.Code != http.StatusOK || asked != "%PDF-1.4" || !strings.Contains(w.Body.String(), `"pages":[{"page":1,"start":0,"end":9}]`) || !strings.Contains(w.Body.String(), `"published":""`) {
		t.Errorf("%d %q %s", w.Code, asked, w.Body)
	}
	if w := sendTo(h, "/pdf-text", `{"pdf":"`+base64.StdEncoding.EncodeToString([]byte("a scan"))+`"}`); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "only pictures") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := sendTo(h, "/pdf-text", `{"pdf":"`+strings.Repeat("A", 24<<20)+`"}`); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", w.Code)
	}
	if w := sendTo(server, "/pdf-text", `{"pdf":"JVBERg=="}`); w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestReportsThatAreNotRead(t *testing.T) {
	h := reviewing(t)
	for name, c := range map[string]struct {
		path, body string
		code       int
	}{
		"no text":       {"/code", `{"text":" ","published":"2026-06-28"}`, http.StatusBadRequest},
		"no day":        {"/code", `{"text":"x","published":""}`, http.StatusBadRequest},
		"a wrong day":   {"/code", `{"text":"x","published":"28 June"}`, http.StatusBadRequest},
		"too long":      {"/code", `{"text":"` + strings.Repeat("a ", 300_000) + `","published":"2026-06-28"}`, http.StatusBadRequest},
		"far too long":  {"/code", `{"text":"` + strings.Repeat("a", 3<<20) + `","published":"2026-06-28"}`, http.StatusRequestEntityTooLarge},
		"no such":       {"/reviews", `{"report":` + attack + `,"number":7,"who":"JK"}`, http.StatusNotFound},
		"nobody":        {"/reviews", `{"report":` + attack + `,"number":0,"who":""}`, http.StatusUnprocessableEntity},
		"a wrong field": {"/reviews", `{"report":` + attack + `,"number":0,"who":"JK","fields":{"deaths_low":"many"}}`, http.StatusUnprocessableEntity},
	} {
		if w := sendTo(h, c.path, c.body); w.Code != c.code {
			t.Errorf("%s: %d %.300s", name, w.Code, w.Body)
		}
	}
	if w := sendTo(h, "/reviews", `{}`, "Sec-Fetch-Site", "cross-site", "Origin", "https://other.example"); w.Code != http.StatusForbidden {
		t.Errorf("another site's ruling: %d", w.Code)
	}
	// The server of the other tests only reads; one without word lists says so.
	if w := sendTo(server, "/reviews", `{"report":`+attack+`,"number":0,"who":"JK"}`); w.Code != http.StatusForbidden {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	bare := api.Handler(desktest.Open(t, os.DirFS("../../hands/folder/testdata/small"), desktest.Now), page, "test")
	if w := sendTo(bare, "/code", attack); w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
