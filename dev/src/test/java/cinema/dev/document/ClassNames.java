package cinema.dev.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Classes of the project that a document names, by a link or without one. */
final class ClassNames {

	/** What ends so is nothing but a class of ours. */
	private static final Pattern NAME = Pattern
		.compile("(?<![\\w.-])(?:cinema(?:\\.[a-z]+)+\\.)?[A-Z]\\w*(?:Tests|Benchmark|Workflow|Activities|Impl)\\b"
				+ "|(?<![\\w.])cinema(?:\\.[a-z]+)+\\.[A-Z]\\w+");

	private static final Set<String> SOURCES = sources();

	private final Document document;

	ClassNames(Document document) {
		this.document = document;
	}

	/** Names that no source has, and links to a class under the name of another one. */
	List<String> wrong() {
		Set<String> wrong = new TreeSet<>();
		this.document.root().accept(new AbstractVisitor() {

			@Override
			public void visit(Text text) {
				wrong.addAll(unknown(text.getLiteral()));
			}

			@Override
			public void visit(Code code) {
				wrong.addAll(unknown(code.getLiteral()));
			}

			@Override
			public void visit(FencedCodeBlock block) {
				wrong.addAll(unknown(block.getLiteral()));
			}

			@Override
			public void visit(Link link) {
				if (link.getFirstChild() instanceof Text text && !isRightFor(link, text.getLiteral())) {
					wrong.add(text.getLiteral() + " leads to " + link.getDestination());
				}
				visitChildren(link);
			}

		});
		return wrong.stream().map((name) -> this.document.name() + ": " + name).toList();
	}

	private static List<String> unknown(String text) {
		return NAME.matcher(text)
			.results()
			.map((found) -> found.group())
			.filter((name) -> SOURCES.stream().noneMatch((source) -> ("." + source).endsWith("." + name)))
			.toList();
	}

	private static boolean isRightFor(Link link, String name) {
		return !name.matches("[A-Z]\\w+") || !link.getDestination().endsWith(".java")
				|| link.getDestination().endsWith("/" + name + ".java");
	}

	/** All classes that have a file, with their packages. */
	private static Set<String> sources() {
		try (Stream<Path> top = Files.list(Document.PROJECT)) {
			return top.flatMap((module) -> Stream.of(module.resolve("src/main/java"), module.resolve("src/test/java")))
				.filter(Files::isDirectory)
				.flatMap(ClassNames::below)
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> below(Path root) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.map((file) -> root.relativize(file).toString())
				.filter((file) -> file.endsWith(".java"))
				.map((file) -> file.substring(0, file.length() - 5).replace('/', '.'))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
