package cinema.platform.json;

import cinema.platform.problem.BrokenText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Looks at every text that goes by. Whatever moves on has to come by {@link #nextToken},
 * which the shortcuts of other parsers do not.
 */
final class WellFormedParser extends JsonParserDelegate {

	WellFormedParser(JsonParser parser) {
		super(parser);
	}

	@Override
	public @Nullable JsonToken nextToken() {
		JsonToken token = this.delegate.nextToken();
		if (token == JsonToken.PROPERTY_NAME) {
			check(this.delegate.currentName());
		}
		else if (token == JsonToken.VALUE_STRING) {
			check(this.delegate.getString());
		}
		return token;
	}

	private void check(String text) {
		String reason = BrokenText.reason(text);
		if (reason != null) {
			throw new BrokenTextException(this, reason);
		}
	}

	@Override
	public @Nullable JsonToken nextValue() {
		JsonToken token = nextToken();
		return (token == JsonToken.PROPERTY_NAME) ? nextToken() : token;
	}

	@Override
	public @Nullable String nextName() {
		return (nextToken() == JsonToken.PROPERTY_NAME) ? currentName() : null;
	}

	@Override
	public boolean nextName(SerializableString name) {
		return name.getValue().equals(nextName());
	}

	@Override
	public int nextNameMatch(PropertyNameMatcher names) {
		String name = nextName();
		if (name != null) {
			return names.matchName(name);
		}
		return hasToken(JsonToken.END_OBJECT) ? PropertyNameMatcher.MATCH_END_OBJECT
				: PropertyNameMatcher.MATCH_ODD_TOKEN;
	}

	@Override
	public JsonParser skipChildren() {
		JsonToken first = currentToken();
		int open = (first != null && first.isStructStart()) ? 1 : 0;
		while (open > 0) {
			JsonToken token = nextToken();
			if (token == null) {
				return this;
			}
			open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
		}
		return this;
	}

	/** A text that nothing can keep. */
	static final class BrokenTextException extends StreamReadException {

		private static final long serialVersionUID = 1L;

		BrokenTextException(JsonParser parser, String reason) {
			super(parser, reason);
		}

	}

}
