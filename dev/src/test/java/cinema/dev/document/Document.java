package cinema.dev.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A document of the project.
 *
 * @param name its path from the project's folder
 */
record Document(String name, Node root) {

	/** The project's folder. */
	static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final Parser PARSER = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

	static Document of(String name, String text) {
		return new Document(name, PARSER.parse(text));
	}

	/** README, CONTRIBUTING and what lies in docs. */
	static List<Document> all() {
		try (Stream<Path> top = Files.list(PROJECT); Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
			return Stream.concat(top, docs)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.map(Document::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Document read(Path file) {
		try {
			return of(PROJECT.relativize(file).toString(), Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** All blocks of code, in order. */
	List<Block> blocks() {
		List<Block> blocks = new ArrayList<>();
		this.root.accept(new AbstractVisitor() {

			@Override
			public void visit(FencedCodeBlock block) {
				blocks.add(new Block(name(), line(block), block.getInfo(), block.getLiteral(),
						block.getPrevious() instanceof FencedCodeBlock));
			}

			@Override
			public void visit(IndentedCodeBlock block) {
				blocks.add(new Block(name(), line(block), "", block.getLiteral(), false));
			}

		});
		return blocks;
	}

	/** Commands in sentences. */
	List<String> inline() {
		List<String> codes = new ArrayList<>();
		this.root.accept(new AbstractVisitor() {

			@Override
			public void visit(Code code) {
				codes.add(code.getLiteral().replaceAll("\\s+", " "));
			}

		});
		return codes;
	}

	private static int line(Node block) {
		return block.getSourceSpans().get(0).getLineIndex() + 1;
	}

}
