package office

import (
	"fmt"

	"sada/internal/export"
)

// mostLost is how many lost files are told one by one.
const mostLost = 5

// damage tells of what the archive has lost, as far as it is known without reading
// it all.
func (f *Office) damage() ([]export.Attention, error) {
	lost, err := f.o.Store.Lost()
	if err != nil {
		return nil, fmt.Errorf("looking for lost files: %w", err)
	}
	var out []export.Attention
	for i, l := range lost {
		if i == mostLost {
			out = append(out, damaged("archive", fmt.Sprintf("%d more files of it cannot be had", len(lost)-mostLost)))
			break
		}
		out = append(out, damaged("archive", l.File+" "+l.How+", and with it texts and pages that were kept"))
	}
	if n, first := f.o.Store.Met(); n > 0 && len(lost) == 0 {
		out = append(out, damaged("archive", fmt.Sprintf("%d of its records or texts could not be read; the first: %v", n, first)))
	}
	checked, err := f.o.Store.Checked()
	if err != nil {
		return out, fmt.Errorf("reading what verify found: %w", err)
	}
	if checked.Faults > 0 && len(out) == 0 {
		out = append(out, damaged("archive", fmt.Sprintf("`sada verify` found damage on %s (%d in all); the first: %s", checked.At.In(f.o.Zone).Format("2006-01-02 15:04"), checked.Faults, checked.First)))
	}
	return out, nil
}

// damaged words something that the archive has lost.
func damaged(place, what string) export.Attention {
	return export.Attention{
		Place: place, What: what, Reason: "damaged",
		Instead: "put it back from the last copy of the archive; `sada verify` names all that is lost, and the rest can be exported",
	}
}
