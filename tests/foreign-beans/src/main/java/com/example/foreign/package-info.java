/** Types that stand for other people's jars. */
package com.example.foreign;
