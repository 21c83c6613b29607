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
 * NUL, wherever it stands, also in what nobody reads.
 */
public final class StrictJsonFactory extends JsonFactory {

	private static final long serialVersionUID = 1L;

	/** Reads what came with its end. */
	public StrictJsonFactory() {
		this(StreamReadConstraints.DEFAULT_MAX_DOC_LEN);
	}

	/** Reads no more of a stream than so many bytes. */
	StrictJsonFactory(long most) {
		super(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(most).build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
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
