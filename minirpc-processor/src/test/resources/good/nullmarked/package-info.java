@NullMarked
package nullmarked;

import org.jspecify.annotations.NullMarked;
