package monitor

import (
	"time"

	"sada"
	"sada/internal/match"
	"sada/store"
)

// marks are what copies of the article are known by. Videos and posts have no
// copies: their texts are short, and said anew.
func (j *judgement) marks() []uint32 {
	if j.sketch == nil && (j.article.Kind == sada.KindArticle || j.article.Kind == "") {
		if j.doc == nil {
			j.doc = match.NewDocument(j.article, j.source)
		}
		j.sketch = j.doc.Sketch()
	}
	return j.sketch
}

// family finds the family whose head the article is a copy of: the one that it
// shares most with. head reports whether it takes that place: the agency's own
// goes first, then the earliest.
func (j *judgement) family(p store.Prior) (id string, head bool) {
	best := match.Kinship{}
	for _, k := range p.Kin {
		kin := match.Kin(j.sketch, k.Sketch, p.Often)
		if !kin.Copies() || kin.Containment+kin.Jaccard <= best.Containment+best.Jaccard {
			continue
		}
		best, id = kin, k.Family
		head = j.leads(&k)
	}
	return id, head
}

// leads reports whether the article goes before the head of a family.
func (j *judgement) leads(k *store.Kin) bool {
	if j.wire != k.Wire {
		return j.wire
	}
	return moment(j.article.Published, j.seen).Before(moment(k.Head.Published, k.Head.First))
}

// moment is when a text was published, as far as is known: of a day alone the
// moment first seen, when that lies in the day.
func moment(published sada.Date, seen time.Time) time.Time {
	if published.Timed() {
		return published.Time
	}
	if published.IsZero() || published.Day() == sada.DayOf(seen.In(published.Time.Location())) {
		return seen
	}
	return published.Time
}
