package sada

// Said is what one witness of a page says of one field of its article.
type Said struct {
	Field   string // as exports name it: title, published, authors, text, ...
	Witness string // where it stands: "og:title", "JSON-LD headline", "h1"
	Value   string // as written, cut to 200 characters
	Note    string // how it was read, or why it was not taken; "" for nothing to say
	Chosen  bool   // the article holds this
}
