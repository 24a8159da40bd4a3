package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"sada"
	"sada/internal/export"
	"sada/internal/office"
)

// trailer is the header behind an export (RFC 9110, section 6.5): how it ended.
const trailer = "Sada-End"

// ending is the value of the trailer, as JSON.
type ending struct {
	Lost  export.Losses `json:"lost"`
	Error *wireError    `json:"error,omitempty"`
}

// export sends the clippings as they are read, and behind them how it ended.
func (h *Handler) export(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	format := q.Get("format")
	if format == "" {
		format = "json"
	}
	if export.Media(format) == "" {
		return sada.Problem{Place: "--format " + format, What: "there is no such format", Instead: "write json, jsonl, csv or html"}
	}
	var separator rune
	if s := []rune(q.Get("separator")); len(s) > 0 {
		separator = s[0]
		if len(s) > 1 || separator == '"' || separator == '\r' || separator == '\n' || separator == 0xfffd {
			return sada.Problem{Place: "--separator", What: "is no separator", Instead: "write one sign, such as ; or ,"}
		}
	}
	l, err := h.office.Export(office.Selection{
		Event: q.Get("event"), Since: q.Get("since"), Until: q.Get("until"), By: q.Get("by"), Stale: q.Get("stale") == "yes",
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", export.Media(format))
	w.Header().Set("Trailer", trailer)
	var end ending
	if end.Lost, err = export.Write(while(r.Context(), w), format, l, separator); err != nil {
		failure, _ := toWire(err)
		end.Error = &failure
	}
	raw, err := json.Marshal(end)
	if err != nil {
		return fmt.Errorf("ending the export: %w", err)
	}
	w.Header().Set(trailer, string(raw))
	return nil
}

// whileWriter writes as long as a context lasts.
type whileWriter struct {
	ctx context.Context
	w   io.Writer
}

func while(ctx context.Context, w io.Writer) io.Writer { return whileWriter{ctx, w} }

// Write gives the context's error once it has ended.
func (w whileWriter) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.w.Write(p)
}

// Export writes the clippings of an event to w, and tells what the archive could
// not give. options are those of the command: format, since, until, by,
// separator, stale.
func (c *Client) Export(ctx context.Context, event string, options url.Values, w io.Writer) (export.Losses, error) {
	q := url.Values{"event": {event}}
	for key, values := range options {
		q[key] = values
	}
	answer, err := c.do(ctx, http.MethodGet, "export", q, nil)
	if err != nil {
		return export.Losses{}, err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(w, answer.Body); err != nil {
		return export.Losses{}, fmt.Errorf("writing the export: %w", err)
	}
	var end ending
	if err := json.Unmarshal([]byte(answer.Trailer.Get(trailer)), &end); err != nil {
		return export.Losses{}, errors.New("the export came without its end")
	}
	if end.Error != nil {
		return end.Lost, told(ctx, *end.Error)
	}
	return end.Lost, nil
}
