package city.hotline.chaos.mutant;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Puts changed classes in the place of the product's as they are loaded. That way the product
 * starts from the archive of its classes, changed or not: classes that stand before its jar would
 * make the archive useless.
 */
public final class ChangedClasses implements ClassFileTransformer {
  private static final String SUFFIX = ".class";

  private final Map<String, byte[]> changed;

  private ChangedClasses(Map<String, byte[]> changed) {
    this.changed = changed;
  }

  /**
   * Called by Java before the product's main method.
   *
   * @param jar with the changed classes; what the product does not have is found there, too
   */
  public static void premain(String jar, Instrumentation java) throws IOException {
    Map<String, byte[]> changed = new HashMap<>();
    try (JarFile classes = new JarFile(jar)) {
      for (JarEntry entry : classes.stream().toList()) {
        if (entry.getName().endsWith(SUFFIX)) {
          changed.put(
              entry.getName().substring(0, entry.getName().length() - SUFFIX.length()),
              classes.getInputStream(entry).readAllBytes());
        }
      }
    }
    java.addTransformer(new ChangedClasses(changed));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return changed.get(name);
  }
}
