package web

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"sada"
)

// wireStep is one step of long work on the wire.
type wireStep struct {
	At     time.Time   `json:"at"`
	Source string      `json:"source,omitempty"`
	What   string      `json:"what"`
	URL    string      `json:"url,omitempty"`
	Done   int         `json:"done,omitempty"`
	Total  int         `json:"total,omitempty"`
	Reason sada.Reason `json:"reason,omitempty"`
	Detail string      `json:"detail,omitempty"`
	Tally  *sada.Tally `json:"tally,omitempty"`
}

// wireLine is one line of a stream of NDJSON: steps, then a result or an error.
type wireLine struct {
	Step   *wireStep       `json:"step,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *wireError      `json:"error,omitempty"`
}

// stream writes steps as they come and the result last.
type stream struct {
	mu    sync.Mutex
	w     http.ResponseWriter
	begun bool
}

func (s *stream) line(l wireLine) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun {
		s.w.Header().Set("Content-Type", "application/x-ndjson")
		s.begun = true
	}
	// A client that has gone ends the request's context; the work obeys that.
	_ = json.NewEncoder(s.w).Encode(l)
	_ = http.NewResponseController(s.w).Flush()
}

func (s *stream) step(p sada.Step) {
	w := wireStep(p)
	s.line(wireLine{Step: &w})
}

func (s *stream) end(result any, err error) {
	line := wireLine{}
	if err != nil {
		w, _ := toWire(err)
		line.Error = &w
	}
	if result != nil {
		raw, failure := json.Marshal(result)
		if failure != nil {
			w, _ := toWire(failure)
			line.Error = &w
		}
		line.Result = raw
	}
	s.line(line)
}

// readStream hands each step to report and decodes the result.
func readStream(ctx context.Context, body io.Reader, result any, report func(sada.Step)) error {
	lines := bufio.NewReader(body)
	for {
		raw, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			err = ErrEnded
		}
		if err != nil {
			return fmt.Errorf("reading the answer: %w", err)
		}
		var l wireLine
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("reading the answer: %w", err)
		}
		if l.Step != nil {
			if report != nil {
				report(sada.Step(*l.Step))
			}
			continue
		}
		var failure error
		if l.Error != nil {
			failure = told(ctx, *l.Error)
		}
		if len(l.Result) > 0 {
			if err := json.Unmarshal(l.Result, result); err != nil {
				return fmt.Errorf("reading the answer: %w", err)
			}
		}
		return failure
	}
}
