package office

import (
	"fmt"

	"sada/internal/export"
)

// moved tells of the outlets that went to another host and are read there, until
// the settings name their new home.
func (f *Office) moved() ([]export.Attention, error) {
	var out []export.Attention
	for _, s := range f.o.Sources() {
		all, err := f.o.Store.Moves(s.ID)
		if err != nil {
			return nil, fmt.Errorf("reading where %s went: %w", s.ID, err)
		}
		if len(all) == 0 {
			continue
		}
		m := all[len(all)-1]
		if !m.Counts() || m.From != s.Home {
			continue
		}
		a := export.Attention{
			Place: s.ID, What: "has moved: its home sends on to " + m.To + " for good, and its articles are read there", Reason: "moved", Since: stamp(m.Since),
			Instead: "write `home: " + m.To + "` for it in the settings",
		}
		if len(s.Endpoints) > 0 {
			a.Instead += ", and the new addresses of its `endpoints:` (or leave them out)"
		}
		out = append(out, a)
	}
	return out, nil
}
