package export

// Verified is what a reading of the whole archive found (sada/verify/1).
type Verified struct {
	Schema    string   `json:"schema"`
	Articles  int      `json:"articles"`
	Captures  int      `json:"captures"`
	Indexed   int      `json:"indexed"`             // articles whose text was held against the search index
	Unchecked int      `json:"unchecked,omitempty"` // records of an older sada, which carry no check of their bytes
	Faults    []string `json:"faults"`
}
