package export

import (
	"time"

	"sada"
)

// Found is what a search of the archive found, the newest first (sada/search/1).
type Found struct {
	Schema  string         `json:"schema"`
	Query   string         `json:"query"`
	Results []FoundArticle `json:"results"`
	More    bool           `json:"more"`            // there may be older ones
	Total   int            `json:"total,omitempty"` // all that answer, where it was asked for
	Lost    int            `json:"lost,omitempty"`  // articles that may answer and cannot be read
}

// FoundArticle is one article that a search found.
type FoundArticle struct {
	ArticleID string   `json:"article_id"`
	Source    Source   `json:"source"`
	URL       string   `json:"url,omitempty"`
	Kind      string   `json:"kind,omitempty"`
	Language  string   `json:"language,omitempty"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	FirstSeen string   `json:"first_seen"`
	Events    []string `json:"events,omitempty"` // of which it is a clipping
	Hits      []Hit    `json:"hits,omitempty"`
}

// NewFound gives the published shape of an article that a search found. The name
// of its source is left to the caller.
func NewFound(r *sada.Record, hits []sada.Hit, clips []sada.Clipping) FoundArticle {
	out := FoundArticle{
		ArticleID: r.ID, Source: Source{ID: r.Source}, URL: r.URL, Kind: string(r.Kind), Language: r.Language, Title: plain(r.Title),
		Published: r.Published.String(), FirstSeen: r.First.UTC().Format(time.RFC3339),
	}
	for _, h := range hits {
		out.Hits = append(out.Hits, Hit(h))
	}
	for _, c := range clips {
		if !c.Stale {
			out.Events = append(out.Events, c.Event)
		}
	}
	return out
}
