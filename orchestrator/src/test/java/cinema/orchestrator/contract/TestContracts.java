package cinema.orchestrator.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Catalogues;

/** Contracts for tests, read as the application reads them. */
public final class TestContracts {

	private TestContracts() {
	}

	/** Those that are shipped. */
	public static Contracts real() {
		return read(Catalogues.real(), "classpath:/contracts/");
	}

	/** Those of a folder, and what is shipped where it has none. */
	static Contracts of(Catalogue catalogue, Path folder) {
		return read(catalogue, folder.toUri().toString(), "classpath:/contracts/");
	}

	private static Contracts read(Catalogue catalogue, String... locations) {
		try {
			return new Contracts(new ContractFiles(new ContractProperties(List.of(locations))), catalogue);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
