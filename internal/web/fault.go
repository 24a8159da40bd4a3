package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"sada"
)

// code names a sentinel error on the wire.
type code struct {
	name   string
	status int
	err    error
}

var codes = []code{
	{"not-found", http.StatusNotFound, sada.ErrNotFound},
	{"held", http.StatusConflict, sada.ErrHeld},
	{"damaged", http.StatusInternalServerError, sada.ErrDamaged},
	{"newer", http.StatusConflict, sada.ErrNewer},
	{"no-archive", http.StatusNotFound, sada.ErrNoArchive},
	{"read-only", http.StatusForbidden, sada.ErrReadOnly},
	{"disk-full", http.StatusInsufficientStorage, sada.ErrDiskFull},
	{"busy", http.StatusConflict, sada.ErrBusy},
	{"challenged", http.StatusBadGateway, sada.ErrChallenged},
	{"canceled", 499, context.Canceled},
}

// wireError is an error as the API tells it.
type wireError struct {
	Code     string        `json:"code"`
	Message  string        `json:"message"`
	Problems []wireProblem `json:"problems,omitempty"`
}

type wireProblem struct {
	Place   string `json:"place,omitempty"`
	What    string `json:"what"`
	Instead string `json:"instead,omitempty"`
}

func toWire(err error) (wireError, int) {
	w := wireError{Code: "failed", Message: err.Error()}
	status := http.StatusInternalServerError
	for _, c := range codes {
		if errors.Is(err, c.err) {
			w.Code, status = c.name, c.status
			break
		}
	}
	var list sada.Problems
	var one sada.Problem
	switch {
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = sada.Problems{one}
	}
	for _, p := range list {
		w.Problems = append(w.Problems, wireProblem{p.Place, p.What, p.Instead})
		if status == http.StatusInternalServerError {
			w.Code, status = "problem", http.StatusBadRequest
		}
	}
	return w, status
}

// remote is an error that came over the wire. It reads as it read there, and
// wraps the same sentinel.
type remote struct {
	message string
	causes  []error
}

func (r *remote) Error() string   { return r.message }
func (r *remote) Unwrap() []error { return r.causes }

func (w wireError) err() error {
	r := &remote{message: w.Message}
	for _, c := range codes {
		if c.name == w.Code {
			r.causes = append(r.causes, c.err)
		}
	}
	if len(w.Problems) > 0 {
		var list sada.Problems
		for _, p := range w.Problems {
			list = append(list, sada.Problem{Place: p.Place, What: p.What, Instead: p.Instead})
		}
		r.causes = append(r.causes, list)
	}
	return r
}

func writeError(w http.ResponseWriter, err error) {
	body, status := toWire(err)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The client has gone when this fails; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(map[string]wireError{"error": body})
}

func readError(ctx context.Context, r *http.Response) error {
	var body struct{ Error wireError }
	if err := json.NewDecoder(r.Body).Decode(&body); errors.Is(err, ErrEnded) {
		return err
	} else if err != nil || body.Error.Message == "" {
		return fmt.Errorf("the archive's holder answered %s", r.Status)
	}
	return told(ctx, body.Error)
}
