package cinema.orchestrator.rendering;

import java.util.Map;

/** Nobody has published anything. */
public enum NoVersions implements StoredTemplates {

	INSTANCE;

	@Override
	public int published(String name) {
		return 0;
	}

	@Override
	public Map<String, String> texts(String name, int version) {
		return Map.of();
	}

}
