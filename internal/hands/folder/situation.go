package folder

import (
	"io"

	"github.com/goccy/go-yaml"

	"detente/internal/words/fault"
	"detente/internal/words/situation"
)

// situation reads situation.yaml. A document that fits no struct leaves Situation empty,
// so that nothing is judged by half a file.
func (x *reading) situation() {
	r, entry, closing, ok := x.stream(situationFile)
	if !ok {
		return
	}
	data, err := io.ReadAll(io.LimitReader(r, documentBytes+1))
	closing()
	entry.State, entry.Read = Failed, 1
	refuse := func(m misfit) {
		x.c.Faults.Add(fault.Fault{Level: fault.Error, File: situationFile, Row: m.row, Column: m.path, Value: m.value, Reason: m.reason})
	}
	defer func() { entry.Refused = entry.Read - entry.Kept }()
	if err != nil {
		refuse(misfit{reason: "the file could not be read to its end: " + err.Error()})
		return
	}
	s, wrong := parseSituation(data)
	for _, m := range wrong {
		refuse(m)
	}
	if s.ID == "" {
		return
	}
	x.c.Situation = s
	entry.State = Read
	if len(wrong) == 0 {
		entry.Kept = 1
	}
}

// parseSituation reads the bytes of situation.yaml. A situation without an id could not
// be understood; one with an id may still have misfits.
func parseSituation(data []byte) (situation.Situation, []misfit) {
	d := parseDocument(data)
	if len(d.wrong) > 0 {
		return situation.Situation{}, d.wrong
	}
	wrong := d.fits()
	s := situation.Situation{Thresholds: situation.Default()}
	if err := decode(d, &s); err != nil {
		if len(wrong) == 0 {
			wrong = append(wrong, syntaxMisfit(err))
		}
		return situation.Situation{}, wrong
	}
	return s, append(wrong, d.makesSense(&s)...)
}

// decode fills the struct, keeping what it holds where the document says nothing.
func decode(d document, s *situation.Situation) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errParser
		}
	}()
	return yaml.NodeToValue(d.body, s)
}
