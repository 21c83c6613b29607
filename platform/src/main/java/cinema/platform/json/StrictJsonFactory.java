package cinema.platform.json;

import java.io.InputStream;
import java.io.Reader;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON in which no key stands twice and every text is one: no lone surrogate, no
 * NUL, wherever it stands, also in what nobody reads. How long and deep all of it may be
 * is bounded; how many bytes come is for {@code cinema.body} to say.
 */
public final class StrictJsonFactory extends JsonFactory {

	private static final long serialVersionUID = 1L;

	/** Far more than anybody writes, and far less than hurts. */
	private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
		.maxStringLength(1_000_000)
		.maxNameLength(1000)
		.maxNestingDepth(100)
		.maxNumberLength(100)
		.build();

	public StrictJsonFactory() {
		super(JsonFactory.builder().streamReadConstraints(LIMITS).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext io, InputStream in) {
		return new WellFormedParser(super._createParser(context, io, in));
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext io, Reader in) {
		return new WellFormedParser(super._createParser(context, io, in));
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext io, byte[] data, int offset, int length) {
		return new WellFormedParser(super._createParser(context, io, data, offset, length));
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext io, char[] data, int offset, int length,
			boolean recyclable) {
		return new WellFormedParser(super._createParser(context, io, data, offset, length, recyclable));
	}

}
